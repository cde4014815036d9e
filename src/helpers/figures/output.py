"""What can be made of a plan: a table, a figure, a print; each says what it needs."""

from dataclasses import dataclass

from helpers.links.labels import Labels
from helpers.links.needs import Question, lacks
from helpers.plan.read import Plan


@dataclass(frozen=True, kw_only=True)
class Output:
    """Something that can be made of a plan that has what it ``needs`` (questions of ``links.needs``)."""

    needs: tuple[str | Question, ...] = ()

    def lacks(self, plan: Plan | Labels) -> str:
        """What is lacking, in words; empty where it can be made.

        >>> Output(needs=("links", "frames")).lacks(plan), Output(needs=("wishes",)).lacks(plan)
        ('', 'wishes.csv saknas')
        """
        return lacks(plan, *self.needs)

    def possible(self, plan: Plan | Labels) -> bool:
        """Whether it can be made of the plan."""
        return not self.lacks(plan)
