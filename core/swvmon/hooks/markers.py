"""The two markers: `hookspec` for the core, `hookimpl` for plugins."""

import pluggy

PROJECT = "swvmon"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
