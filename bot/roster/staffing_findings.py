"""The staffing rules as cards show them: what a unit would break, with the clause in the words of a citation."""

from collections.abc import Callable, Sequence

from bot.roster.agencies import Agency
from bot.roster.rules import Member, check
from bot.roster.surroundings import Finding
from corpus import Form, Library, Position, format_citation

StaffingCheck = Callable[[Agency, Sequence[Position | None]], Sequence[Finding]]


def staffing_check(library: Library) -> StaffingCheck:
    """A check over these regulations, for `Surroundings`; a unit without a regulation breaks nothing."""

    def findings(agency: Agency, positions: Sequence[Position | None]) -> Sequence[Finding]:
        if agency.regulation is None or agency.regulation not in library.regulations:
            return ()
        members = [Member("", position) for position in positions]
        verdict = check(agency.regulation, agency.kind, agency.procedures, members)
        where = ", ".join(format_citation(path, library, form=Form.SHORT) for path in verdict.citations)
        return tuple(Finding(code, where) for code in verdict.violations)

    return findings
