"""The hooks that a plugin may implement. Hook API level 1.

Registrar hooks get a `register` function instead of returning lists: a name that is taken is refused at the call, with
both distributions named. Each plugin is called apart; what one does wrong does not touch the others.
An implementation may take fewer arguments than the hook has, and gives none of them a default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from swvmon.hooks.markers import hookspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from swvmon.contract.databron import Databron
    from swvmon.contract.gepubliceerd import Gepubliceerd
    from swvmon.contract.indicator import Indicator
    from swvmon.contract.microtelling import Microtelling
    from swvmon.contract.parameter import Parameter
    from swvmon.contract.run import RunBericht, RunUitkomst
    from swvmon.contract.verdeelmodel import Verdeelmodel


class RegistrarHooks:
    """What a plugin adds. Called once, when something of the plugin is needed."""

    @hookspec
    def swvmon_register_verdeelmodellen(self, register: Callable[[Verdeelmodel], None]) -> None:
        """Add rules that move money.

        Fires when a region plan names a model of the plugin, or when all models are asked for.

        Args:
            register: takes one `Verdeelmodel`; refuses a name that another plugin has.

        A plugin that raises here is left out and named; a plan that needs it does not run. Since level 1.
        """

    @hookspec
    def swvmon_register_indicatoren(self, register: Callable[[Indicator], None]) -> None:
        """Add definitions that measure.

        Fires when a run computes an indicator of the plugin.

        Args:
            register: takes one `Indicator`; refuses a name that another plugin has.

        A plugin that raises here is left out and named; the run goes on without its indicatoren. Since level 1.
        """

    @hookspec
    def swvmon_register_databronnen(self, register: Callable[[Databron], None]) -> None:
        """Add publishers whose files become rows.

        Fires on `swvmon load`, and when a run needs a table that the plugin derives.

        Args:
            register: takes one `Databron`; refuses a name that another plugin has.

        A plugin that raises here is left out and named; other sources still load. Since level 1.
        """

    @hookspec
    def swvmon_register_parameters(self, register: Callable[[Parameter], None]) -> None:
        """Add dated numbers with unit and source, usually all of `read_parameters(__name__)`.

        Fires together with the hooks above, and on `swvmon parameters`.

        Args:
            register: takes one `Parameter`; its id starts with the plugin's name.

        A plugin that raises here is left out and named. Since level 1.
        """

    @hookspec
    def swvmon_register_microtellingen(self, register: Callable[[Microtelling], None]) -> None:
        """Add tables that are counted from enrolments of pupils, as SQL.

        Fires on `swvmon micro count`.

        Args:
            register: takes one `Microtelling`; refuses a name that another plugin has.

        A plugin that raises here is left out and named; other tables are still counted. Since level 1.
        """

    @hookspec
    def swvmon_register_gepubliceerd(self, register: Callable[[Gepubliceerd], None]) -> None:
        """Add published figures that the plugin's rule should give again.

        Fires when figures are replicated (docs/replicatie.md).

        Args:
            register: takes one `Gepubliceerd`; its id starts with the plugin's name.

        A plugin that raises here is left out and named. Since level 1.
        """


class RunHooks:
    """Moments of a run. Results are not used; a plugin that raises is named in the run's report and the run goes on."""

    @hookspec
    def swvmon_run_gestart(self, run: RunBericht) -> None:
        """Hear that a run starts: manifest made, nothing computed.

        Args:
            run: run id, regions, school years and scenarios.

        Since level 1.
        """

    @hookspec
    def swvmon_run_klaar(self, run: RunBericht, uitkomst: RunUitkomst) -> None:
        """Hear that a run is done and stored.

        Args:
            run: as above.
            uitkomst: how each region-year fared, with totals in eurocents.

        Since level 1.
        """
