"""The invented people of the demo. Plain data: no database needed."""

from __future__ import annotations

from dataclasses import dataclass

from boso.foundation.access.roles import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person, with a name that nobody has: words for plants, weather and things."""

    username: str
    name: str
    role: Role
    organisation: str


PEOPLE = (
    DemoPerson("koordinator", "Sindig Rugkjerne", Role.COORDINATOR, "husbanken-ost"),
    DemoPerson("kontakt", "Varm Lyngtue", Role.CONTACT, "husbanken-ost"),
    DemoPerson("kontakt2", "Blid Havregrøt", Role.CONTACT, "husbanken-ost"),
    DemoPerson("leder-hamar", "Klar Morgendugg", Role.PROGRAMME_LEADER, "hamar"),
    DemoPerson("leder-moss", "Kvikk Fjellbekk", Role.PROGRAMME_LEADER, "moss"),
    DemoPerson("leder-baerum", "Stødig Granstubbe", Role.PROGRAMME_LEADER, "baerum"),
    DemoPerson("leder-lillehammer", "Lun Ullvott", Role.PROGRAMME_LEADER, "lillehammer"),
    DemoPerson("leder-lorenskog", "Rolig Myrull", Role.PROGRAMME_LEADER, "lorenskog"),
    DemoPerson("eier-hamar", "Myk Mosetue", Role.PROGRAMME_OWNER, "hamar"),
    DemoPerson("styring-hamar", "Frisk Nordavind", Role.STEERING_GROUP, "hamar"),
    DemoPerson("saksbehandler-hamar", "Rank Gåsefjær", Role.CASEWORKER, "hamar"),
    DemoPerson("leder-alna", "Glad Blåklokke", Role.PROGRAMME_LEADER, "alna"),
    DemoPerson("evaluator", "Nøye Notatblokk", Role.EVALUATOR, "moreforsking"),
    DemoPerson("politiker-hamar", "Rask Løvetann", Role.POLITICIAN, "hamar"),
    DemoPerson("statsforvalter", "Taktfast Bjørkeløv", Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"),
    DemoPerson("leier-hamar", "Stille Kveldssol", Role.APPLICANT, "hamar"),
    DemoPerson("administrator", "Ryddig Verktøykasse", Role.ADMINISTRATOR, "husbanken-ost"),
)
