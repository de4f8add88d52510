"""`boso import interviews FILE.qdpx`: bring in texts that are coded in another program, into the newest evaluation."""

from __future__ import annotations

import argparse
import json

from boso.config.commands import CommandFailed

#: What a REFI-QDA file is called.
ENDINGS = (".qdpx", ".qde", ".qdc")


def bring(options: argparse.Namespace) -> int:
    """Bring the project in, or only tell what it holds (`--dry-run`). Gives the exit status.

    Raises CommandFailed where the file cannot be read, or may not come in.
    """
    from boso.config.commands.acting import acting
    from boso.core.coding.refi import NotRead
    from boso.core.coding.refi_reading import read
    from boso.foundation.access.decisions import Refused
    from boso.programme.interviews import wording
    from boso.programme.interviews.actions_exchange import bring_in
    from boso.programme.interviews.queries import worked_on

    try:
        actor = acting(options.username)
        project = read(options.file.read_bytes())
        notes = [f"{one.name}: {wording.counted(one.reading)}" for one in project.sources]
        if options.dry_run:
            state, sentence = "dry_run", wording.held(project)
        else:
            state, sentence = "done", wording.brought(bring_in(actor, worked_on(actor), project))
    except NotRead as told:
        raise CommandFailed(wording.fault(told)) from told
    except (Refused, OSError) as told:
        raise CommandFailed(str(told)) from told
    if options.json:
        document = {"format": "boso-import/1", "state": state, "sentence": sentence, "sheets": [], "notes": notes,
                    "problems": []}  # fmt: skip
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(sentence)
        for note in notes:
            print(f"  {note}")
    return 0
