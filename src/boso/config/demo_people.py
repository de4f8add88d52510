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
    unit: str = ""
    """The kind of unit they sit in («nav»), where they do."""


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
    DemoPerson("evaluator2", "Vaken Margskrift", Role.EVALUATOR, "moreforsking"),
    DemoPerson("politiker-hamar", "Rask Løvetann", Role.POLITICIAN, "hamar"),
    DemoPerson("statsforvalter", "Taktfast Bjørkeløv", Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"),
    DemoPerson("leier-hamar", "Stille Kveldssol", Role.APPLICANT, "hamar"),
    DemoPerson("nav-provedal", "Tidlig Trekkfugl", Role.CASEWORKER, "provedal", "nav"),
    DemoPerson("flyktning-provedal", "Åpen Havgløtt", Role.CASEWORKER, "provedal", "refugee"),
    DemoPerson("oppfolger-provedal", "Trygg Steinrøys", Role.FOLLOW_UP, "provedal", "health"),
    DemoPerson("bolig-provedal", "Jevn Sommerbris", Role.CASEWORKER, "provedal", "housing"),
    DemoPerson("fullmakt-provedal", "Bestemt Kvernstein", Role.DECISION_MAKER, "provedal", "housing"),
    DemoPerson("tildeling-provedal", "Rettvis Vektskål", Role.ALLOCATION_GROUP, "provedal", "housing"),
    DemoPerson("laan-provedal", "Nøysom Sparebøsse", Role.LOAN_OFFICER, "provedal", "housing"),
    DemoPerson("forvalter-provedal", "Grei Dørhank", Role.HOUSING_MANAGER, "provedal", "property"),
    DemoPerson("planlegger-provedal", "Vidsynt Utkikksbu", Role.PLANNER, "provedal"),
    DemoPerson("leder-provedal", "Munter Markjordbær", Role.PROGRAMME_LEADER, "provedal"),
    DemoPerson("styring-provedal", "Klok Kveldsugle", Role.STEERING_GROUP, "provedal"),
    DemoPerson("administrator-provedal", "Hendig Skiftenøkkel", Role.ADMINISTRATOR, "provedal"),
    DemoPerson("bolig-ovingsvik", "Seig Tyttebærlyng", Role.CASEWORKER, "ovingsvik", "housing"),
    DemoPerson("forvalter-ovingsvik", "Rund Fjæresten", Role.HOUSING_MANAGER, "ovingsvik", "property"),
    DemoPerson("leder-ovingsvik", "Våken Morgenhane", Role.PROGRAMME_LEADER, "ovingsvik"),
    DemoPerson("eier-ovingsvik", "Rolig Havnebøye", Role.PROGRAMME_OWNER, "ovingsvik"),
    DemoPerson("administrator", "Ryddig Verktøykasse", Role.ADMINISTRATOR, "husbanken-ost"),
)
