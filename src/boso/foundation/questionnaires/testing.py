"""A form with every kind of question, and a store in memory, for tests and trials."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from boso.core.questionnaires import xlsform
from boso.core.questionnaires.answering import Standing
from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.xlsform import SheetRow
from boso.foundation.questionnaires.store import Draft

SURVEY = """
type|name|nb|en|hint|required|relevant|constraint|message|appearance|parameters
begin_group|living|Hvordan bor husstanden nå?|How does the household live now?||||||field-list|
select_one situation|situation|Hvilken situasjon passer best?|Which fits best?|Velg det som gjelder i dag.|yes|||||
select_multiple faults|faults|Hva gjør boligen uegnet?|What makes it unsuitable?|||${situation} = 'unsuitable'||||
integer|bedrooms|Hvor mange soverom er det?|How many bedrooms?|Tell ikke stuen.|yes||. <= 20 and . >= 0|Fra 0 til 20.||
end_group||||||||||
begin_repeat|members|Person|Person||||||field-list|
text|first_name|Fornavn|First name||yes|||||
integer|age|Alder|Age||||. >= 0 and . < 120|Alder er fra 0 til 119.||
end_repeat||||||||||
begin_group|views|Hva mener husstanden?|What does the household think?||||||table-list|
select_one agree|calm|Det er rolig her|It is calm here|||||||
select_one agree|safe|Det er trygt her|It is safe here|||||||
end_group||||||||||
begin_group|rest|Økonomi og frister|Money and deadlines||||||field-list|
date|ends|Når slutter leieavtalen?|When does the lease end?|Dag, måned og år||||||
decimal|rent|Husleie per måned|Rent a month|Uten strøm, i kroner|||||
range|sure|Hvor sikker er du?|How sure are you?|||||||start=1 end=5 step=1
rank wishes|wishes|Hva er viktigst?|What matters most?|||||||
time|when|Når passer det å ringe?|When may we call?|||||||
dateTime|moment|Når ble det sagt?|When was it said?|||||||
geopoint|place|Hvor er boligen?|Where is the home?|||||||
text|story|Fortell mer|Tell more||||||multiline|
note|thanks|Takk for at du svarer.|Thank you.|||||||
acknowledge|heard|Jeg har fortalt husstanden hva svarene brukes til|I have told what it is for||yes|||||
end_group||||||||||
"""
CHOICES = """
list_name|name|nb|en
situation|without|Uten egen bolig|Without a home
situation|unsuitable|Bor i uegnet bolig|In an unsuitable home
situation|fit|Bor egnet|In a suitable home
faults|small|For få soverom|Too few bedrooms
faults|damp|Fukt, kulde eller annen helsefare|Damp or cold
agree|yes|Enig|Agree
agree|neither|Verken eller|Neither
agree|no|Uenig|Disagree
wishes|near|Nær skolen|Near school
wishes|quiet|Rolige naboer|Quiet neighbours
wishes|cheap|Lav husleie|Low rent
"""


COLUMNS = {
    "nb": "label::Bokmål (nb)",
    "en": "label::English (en)",
    "hint": "hint::Bokmål (nb)",
    "message": "constraint_message::Bokmål (nb)",
}


def sheet(text: str) -> list[SheetRow]:
    """Rows of a sheet written with upright lines between the cells."""
    first, *rows = [line.split("|") for line in text.strip().splitlines()]
    header = [COLUMNS.get(each, each) for each in first]
    return [
        SheetRow(number, dict(zip(header, [*cells, *[""] * len(header)], strict=False)))
        for number, cells in enumerate(rows, start=2)
    ]


def sheets(**settings: str) -> dict[str, list[SheetRow]]:
    """The form as a workbook; settings go into its settings sheet."""
    said = {"form_title::Bokmål (nb)": "Prøveskjema", "form_id": "trial", "default_language": "nb", **settings}
    return {"survey": sheet(SURVEY), "choices": sheet(CHOICES), "settings": [SheetRow(2, said)]}


def content(**settings: str) -> Content:
    """The form itself."""
    return xlsform.read(sheets(**settings)).form


@dataclass
class Memory:
    """An answer store that keeps everything in memory."""

    draft: Draft = field(default_factory=Draft)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def load(self) -> Draft:
        """What is kept so far."""
        return self.draft

    def save(self, draft: Draft) -> dt.datetime:
        """Keep it."""
        self.draft = draft
        return timezone.now()

    def submit(self, draft: Draft, standing: Standing) -> str:
        """Keep it as an answer."""
        self.sent.append(standing.answers())
        return "/sent/"
