"""What there is to divide: an amount, or a part of what an account holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen, validators

from swvmon.contract.grenzen import euros, share, swv_account
from swvmon.geld import to_cent

if TYPE_CHECKING:
    from swvmon.contract.grootboek import Grootboek


@frozen(kw_only=True, slots=False)  # so that a class of choices can inherit a Telling beside it
class Budget:
    """What a plan chooses about the money; a model's Keuzes class inherits it.

    Attributes:
        van: account of the SWV that pays.
        budget_euro: what there is to divide.
        budget_aandeel: what there is to divide as a part of the balance of `van` when the step runs, 0 to 1.
    """

    van: str = field(default="swv:budget", validator=swv_account)
    budget_euro: Decimal | None = field(default=None, validator=validators.optional(euros))
    budget_aandeel: Decimal | None = field(default=None, validator=validators.optional(share))

    def __attrs_post_init__(self) -> None:
        if self.budget_euro is not None and self.budget_aandeel is not None:
            raise ValueError("budget_euro and budget_aandeel exclude each other: one of them sets the budget")

    @property
    def has_budget(self) -> bool:
        """Whether the plan gives a budget."""
        return self.budget_euro is not None or self.budget_aandeel is not None

    @property
    def is_amount(self) -> bool:
        """Whether the plan gives the budget as an amount, which is the same for every SWV that the plan is run for."""
        return self.budget_euro is not None

    @property
    def budget_parameter(self) -> str:
        """Name of the choice that gives the budget."""
        return "budget_euro" if self.budget_aandeel is None else "budget_aandeel"

    def budget_cent(self, grootboek: Grootboek) -> int:
        """The budget in eurocents; of a part of a balance the cents are rounded down, so that it is never exceeded.

        Raises:
            ValueError: the plan gives none.
        """
        if self.budget_euro is not None:
            return to_cent(self.budget_euro)
        if self.budget_aandeel is None:
            raise ValueError("give budget_euro or budget_aandeel")
        return int(max(0, grootboek.saldo(self.van)) * self.budget_aandeel)
