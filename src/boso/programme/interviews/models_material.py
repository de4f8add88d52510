"""What was said and written, and the places in it that carry a code.

Places are counted in characters (Unicode code points) from 0; the end is the first character that no longer belongs.
Lines end with one line feed. Texts stay out of the row history, so that what is taken out is gone.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from boso.programme.evaluation.models import Category, Evaluation, EvaluationWave
from boso.programme.evaluation.models_design import Entry
from boso.programme.interviews.models_people import Appointment, Informant


class MaterialKind(models.TextChoices):
    """What sort of source it is."""

    TRANSCRIPT = "transcript", _("Transcript")
    NOTES = "notes", _("Interview notes")
    FIELD_NOTES = "field_notes", _("Field notes")
    MINUTES = "minutes", _("Minutes of a meeting")
    DOCUMENT = "document", _("Document")


#: What an informant has said: it needs their consent, and goes when it is withdrawn.
SPOKEN = (MaterialKind.TRANSCRIPT, MaterialKind.NOTES)


class MaterialState(models.TextChoices):
    """Whether the text is there."""

    STANDING = "standing", _("In use")
    TAKEN_OUT = "taken_out", _("Taken out")


class Material(models.Model):
    """One text that may be coded. guid: what it is called in exchange with other programs."""

    kept_out_of_history = ("text",)

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="materials")
    wave = models.ForeignKey(EvaluationWave, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=11, choices=MaterialKind.choices)
    title = models.CharField(_("title"), max_length=200)
    informant = models.ForeignKey(
        Informant, on_delete=models.PROTECT, null=True, blank=True, related_name="materials",
        verbose_name=_("informant"),
    )  # fmt: skip
    appointment = models.ForeignKey(
        Appointment, on_delete=models.SET_NULL, null=True, blank=True, related_name="materials"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("municipality"),
    )  # fmt: skip
    on = models.DateField(_("day"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=9, choices=MaterialState.choices, default=MaterialState.STANDING)
    taken_out_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evaluation", "kind", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "guid"], name="material_guid_once"),
            models.CheckConstraint(
                condition=Q(state="standing") | Q(text="", taken_out_on__isnull=False), name="taken_out_has_no_text"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Code(Entry):
    """One code of a code book (`title`), and when it is used (`words`). path: keys from the root, dots between."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    key = models.SlugField(max_length=60)
    path = models.CharField(max_length=400)
    number = models.PositiveSmallIntegerField(help_text="The order among brothers and sisters")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    colour = models.CharField(max_length=7, blank=True, help_text="#rrggbb, as another program gave it")
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evaluation", "path", "id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "path"], name="code_path_once"),
            models.UniqueConstraint(fields=["evaluation", "guid"], name="code_guid_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="code_is_not_its_own_parent"),
        ]

    @property
    def depth(self) -> int:
        """0 for a root."""
        return self.path.count(".")


class Coder(models.Model):
    """One who codes in an evaluation, as a number. user none: somebody in another program."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="coders")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    guid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["evaluation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "user"], name="coder_once"),
            models.UniqueConstraint(fields=["evaluation", "number"], name="coder_number_once"),
            models.UniqueConstraint(fields=["evaluation", "guid"], name="coder_guid_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Coding(models.Model):
    """One place in a text that carries a code, put there by one coder. memo: what the coder thought."""

    kept_out_of_history = ("memo",)

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="codings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    memo = models.TextField(_("memo"), blank=True)
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["material", "start", "end", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="coding_covers_something"),
            models.UniqueConstraint(fields=["material", "code", "coder", "start", "end"], name="coding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.material_id} {self.start}–{self.end}"


class Memo(models.Model):
    """A thought of an evaluator, about a text, a code, or the whole."""

    kept_out_of_history = ("text",)

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="memos")
    material = models.ForeignKey(Material, on_delete=models.CASCADE, null=True, blank=True, related_name="memos")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, null=True, blank=True, related_name="memos")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["evaluation", "-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class QuotationState(models.TextChoices):
    """How far a quotation has come on its way out."""

    DRAFT = "draft", _("Draft")
    ASKED = "asked", _("The informant is asked")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Attribution(models.TextChoices):
    """How much a reader is told of who said it."""

    NOBODY = "nobody", _("Only that an informant said it")
    ROLE = "role", _("The role")
    PLACE = "place", _("The role and the municipality")


class Quotation(models.Model):
    """Words that may leave the material. text: as they will be printed, which may be shorter than what was said."""

    kept_out_of_history = ("text",)

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="quotations")
    codes = models.ManyToManyField(Code, blank=True, related_name="quotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(_("words"), blank=True)
    attribution = models.CharField(
        _("who said it, to a reader"), max_length=6, choices=Attribution.choices, default=Attribution.ROLE
    )
    state = models.CharField(max_length=9, choices=QuotationState.choices, default=QuotationState.DRAFT)
    drafted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey("access.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, help_text="What was answered, or why it was withdrawn")

    class Meta:
        ordering = ["material", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quotation_covers_something"),
            models.CheckConstraint(
                condition=~Q(state="released") | (Q(released_on__isnull=False) & ~Q(text="")),
                name="released_quotation_has_words",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("asked_by")),
                name="quotation_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material_id} {self.start}–{self.end}"
