"""A coded project to and from other programs, whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from boso.core.coding.refi import (
    CaseShape,
    CodeShape,
    CodingShape,
    NoteShape,
    Person,
    ProjectShape,
    SourceShape,
)
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import policies, queries
from boso.programme.interviews.actions import is_pseudonym
from boso.programme.interviews.actions_material import next_coder, place
from boso.programme.interviews.models import (
    Code,
    Coder,
    Coding,
    Informant,
    InformantRole,
    Material,
    MaterialKind,
    MaterialState,
    Memo,
)

_SPACE = uuid.UUID("0d6f2f0a-38c1-5a1e-8f5d-b050b050b051")


@dataclass(slots=True)
class Brought:
    """What came in: new rows of each sort. unnamed: cases whose name may be a person's, and was not taken."""

    codes: int = 0
    sources: int = 0
    codings: int = 0
    memos: int = 0
    informants: int = 0
    unnamed: int = 0


def bring_in(actor: Actor, evaluation: Evaluation, project: ProjectShape) -> Brought:
    """Bring a project in: what stands here already (by its guid) is left as it is.

    Raises Refused when the actor may not, a text stands here with other words, or has been taken out.
    """
    require(policies.may_work(actor, evaluation))
    coming = _Coming(actor, evaluation, project)
    with act(actor, "qda.bring_in", evaluation):
        coming.codes()
        coming.cases()
        coming.sources()
        coming.notes()
    return coming.brought


@dataclass(slots=True)
class _Coming:
    """A project on its way in."""

    actor: Actor
    evaluation: Evaluation
    project: ProjectShape
    brought: Brought = field(default_factory=Brought)
    _codes: dict[str, Code] = field(default_factory=dict)
    _materials: dict[str, Material] = field(default_factory=dict)
    _coders: dict[str, Coder] = field(default_factory=dict)
    _informants: dict[str, Informant] = field(default_factory=dict)

    def codes(self) -> None:
        """The code book; a code of the same name in the same place is the same code."""
        standing = {str(code.guid): code for code in Code.objects.filter(evaluation=self.evaluation)}
        by_path = {code.path: code for code in standing.values()}
        for shape in self.project.codes:
            parent = self._codes.get(shape.parent)
            found = standing.get(shape.guid) or _of_name(by_path.values(), parent, shape.name)
            if found is None:
                found = self._new_code(shape, parent, by_path)
                by_path[found.path] = found
            self._codes[shape.guid] = found

    def _new_code(self, shape: CodeShape, parent: Code | None, taken: dict[str, Code]) -> Code:
        code = Code(
            evaluation=self.evaluation, guid=uuid.UUID(shape.guid), title_nb=shape.name[:200], nb=shape.description,
            colour=shape.colour, created_by_id=self.actor.user_id,
        )  # fmt: skip
        name = shape.name if any(char.isalnum() for char in shape.name) else "kode"
        place(code, parent, name)
        first, number = code.path, 1
        while code.path in taken:
            number += 1
            code.path = f"{first}-{number}"
        code.key = code.path.rpartition(".")[2]
        code.save()
        self.brought.codes += 1
        return code

    def cases(self) -> None:
        """Who the sources are about: known by pseudonym; a name that may be a person's is not taken."""
        known = {one.pseudonym: one for one in Informant.objects.filter(evaluation=self.evaluation)}
        places = dict(Organisation.objects.values_list("slug", "pk"))
        for case in self.project.cases:
            informant = known.get(case.name)
            role = case.variables.get("role", "")
            if informant is None and is_pseudonym(case.name) and role in InformantRole.values:
                informant = Informant.objects.create(
                    evaluation=self.evaluation, pseudonym=case.name, role=role, created_by_id=self.actor.user_id,
                    organisation_id=places.get(case.variables.get("municipality", "")),
                )  # fmt: skip
                known[case.name] = informant
                self.brought.informants += 1
            if informant is None:
                self.brought.unnamed += 1
                continue
            self._informants.update(dict.fromkeys(case.sources, informant))

    def sources(self) -> None:
        """The texts with their codes."""
        standing = {str(one.guid): one for one in Material.objects.filter(evaluation=self.evaluation)}
        known = {str(guid) for guid in Coding.objects.filter(code__evaluation=self.evaluation).values_list("guid")}
        for shape in self.project.sources:
            material = standing.get(shape.guid)
            if material is None:
                material = self._new_material(shape)
            elif material.state == MaterialState.TAKEN_OUT:
                raise NotNow(_("«%(name)s» has been taken out, and does not come back.") % {"name": material.title})
            elif material.text != shape.text:
                raise NotNow(_("«%(name)s» stands here with other words.") % {"name": material.title})
            self._materials[shape.guid] = material
            self._new_codings(material, shape, known)

    def _new_material(self, shape: SourceShape) -> Material:
        informant = self._informants.get(shape.guid)
        self.brought.sources += 1
        return Material.objects.create(
            evaluation=self.evaluation, guid=uuid.UUID(shape.guid), title=shape.name[:200], text=shape.text,
            informant=informant, organisation=informant.organisation if informant is not None else None,
            kind=MaterialKind.TRANSCRIPT if informant is not None else MaterialKind.DOCUMENT,
            created_by_id=self.actor.user_id,
        )  # fmt: skip

    def _new_codings(self, material: Material, shape: SourceShape, known: set[str]) -> None:
        seen = set(material.codings.values_list("code_id", "coder_id", "start", "end"))
        new = []
        for one in shape.codings:
            code, coder = self._codes[one.code], self._coder(one.coder)
            spot = (code.pk, coder.pk, one.start, one.end)
            if one.guid in known or spot in seen:
                continue
            seen.add(spot)
            new.append(
                Coding(
                    material=material, code=code, coder=coder, start=one.start, end=one.end, memo=one.memo,
                    guid=uuid.UUID(one.guid),
                )
            )  # fmt: skip
        self.brought.codings += len(Coding.objects.bulk_create(new))

    def _coder(self, guid: str) -> Coder:
        """Who has coded: a number. Those of whom the file says nothing are one."""
        wanted = uuid.UUID(guid) if guid else uuid.uuid5(_SPACE, f"coder:{self.evaluation.key}")
        if guid not in self._coders:
            found = Coder.objects.filter(evaluation=self.evaluation, guid=wanted).first()
            self._coders[guid] = found or Coder.objects.create(
                evaluation=self.evaluation, guid=wanted, number=next_coder(self.evaluation)
            )
        return self._coders[guid]

    def notes(self) -> None:
        """Memos."""
        known = {str(one.guid) for one in Memo.objects.filter(evaluation=self.evaluation)}
        for note in self.project.notes:
            if note.guid in known or not note.text:
                continue
            Memo.objects.create(
                evaluation=self.evaluation, guid=uuid.UUID(note.guid), title=(note.name or note.text)[:200],
                text=note.text, material=self._materials.get(note.source), code=self._codes.get(note.code),
                created_by_id=self.actor.user_id,
            )  # fmt: skip
            self.brought.memos += 1


def _of_name(codes: Iterable[Code], parent: Code | None, name: str) -> Code | None:
    return next((code for code in codes if code.parent_id == (parent.pk if parent else None) and code.title_nb == name),
                None)  # fmt: skip


def taken_along(actor: Actor, evaluation: Evaluation) -> ProjectShape:
    """The whole project, for other programs. The look is logged.

    Raises Refused for those who do not do the evaluation.
    """
    require(policies.may_read(actor, evaluation))
    texts = list(queries.sources(actor, evaluation.programme).filter(evaluation=evaluation,
                 state=MaterialState.STANDING).defer(None))  # fmt: skip
    log_look(actor, "qda.exported", evaluation, count=len(texts))
    codes = {code.pk: str(code.guid) for code in queries.code_book(actor, evaluation)}
    marked: dict[int, list[CodingShape]] = {}
    for one in queries.codings(actor, evaluation):
        marked.setdefault(one.material_id, []).append(
            CodingShape(str(one.guid), codes[one.code_id], one.start, one.end, str(one.coder.guid), one.memo)
        )
    sources = tuple(SourceShape(str(one.guid), one.title, one.text, tuple(marked.get(one.pk, ()))) for one in texts)
    coders = queries.coders(actor, evaluation)
    return ProjectShape(
        evaluation.title_nb, "BoSo", tuple(Person(str(one.guid), f"Koder {one.number}") for one in coders),
        shapes_of(queries.code_book(actor, evaluation)), sources, tuple(_cases(evaluation, texts)),
        tuple(
            NoteShape(
                str(one.guid), one.title, one.text, str(one.material.guid) if one.material else "",
                codes[one.code_id] if one.code_id else "",
            )
            for one in queries.memos(actor, evaluation)
        ),
    )  # fmt: skip


def shapes_of(codes: Iterable[Code]) -> tuple[CodeShape, ...]:
    """A code book for other programs."""
    found = list(codes)
    guids = {code.pk: str(code.guid) for code in found}
    return tuple(
        CodeShape(guids[one.pk], one.title_nb, guids[one.parent_id] if one.parent_id else "", one.nb, one.colour)
        for one in found
    )


def _cases(evaluation: Evaluation, texts: Iterable[Material]) -> Iterable[CaseShape]:
    about: dict[Informant, list[str]] = {}
    for one in texts:
        if one.informant is not None:
            about.setdefault(one.informant, []).append(str(one.guid))
    for informant, sources in about.items():
        variables = {"role": informant.role}
        if informant.organisation is not None:
            variables["municipality"] = informant.organisation.slug
        guid = str(uuid.uuid5(_SPACE, f"case:{evaluation.key}:{informant.pseudonym}"))
        yield CaseShape(guid, informant.pseudonym, tuple(sources), variables)
