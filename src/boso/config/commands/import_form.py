"""`boso import lss FILE --as USER`: a survey of LimeSurvey, or an XLSForm, becomes the draft of a form for surveys."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.foundation.organisations.models import Organisation
    from boso.foundation.questionnaires.workbooks import Said


def bring(options: argparse.Namespace) -> int:
    """Read the file, say what was found and where, and keep the form unless it is only tried. Gives the exit status."""
    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused
    from boso.foundation.questionnaires import actions, workbooks
    from boso.foundation.questionnaires.models import Purpose

    actor = acting(options.username)
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise CommandFailed(f"{options.file} cannot be opened: {error.strerror}") from error
    looked = workbooks.look(options.file.name, content)
    made = None
    if looked.content is not None and not options.dry_run:
        try:
            made = actions.make(actor, _owner(actor, options.municipality), Purpose.SURVEY, looked.content)
        except Refused as error:
            raise CommandFailed(str(error)) from error
    if options.json:
        _print_json(looked.faults, made.pk if made is not None else None, ok=looked.content is not None)
    else:
        for said in looked.faults:
            print(f"{_place(said)}: {said.what} {said.advice}".rstrip())
        if made is not None:
            print(f"«{made.title}» stands as a draft: /forms/{made.pk}/")
    return 0 if looked.content is not None else 1


def _owner(actor: Actor, word: str) -> Organisation:
    """Whose form it becomes: the one that is said, or the only one the person makes forms for."""
    from boso.config.commands.acting import municipality
    from boso.foundation.questionnaires import queries

    if word:
        return municipality(word)
    owner = queries.makers(actor).first()
    if owner is None:
        raise CommandFailed("say who brings it in (--as USER), or whose form it becomes (--municipality NAME)")
    return owner


def _place(said: Said) -> str:
    parts = [said.sheet, str(said.row) if said.row else "", said.column]
    return ":".join(part for part in parts if part) or "form"


def _print_json(faults: tuple[Said, ...], form: int | None, *, ok: bool) -> None:
    import json
    from dataclasses import asdict

    document = {"format": "boso-import/1", "state": "done" if form else "looked" if ok else "refused", "form": form,
                "problems": [asdict(each) for each in faults]}  # fmt: skip
    print(json.dumps(document, ensure_ascii=False))
