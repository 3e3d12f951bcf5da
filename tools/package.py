"""What hatchling does before it packs a wheel: build the assets and compile the translations, so that the wheel runs by itself."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STEPS = (["tools.build_assets"], ["tools.translations", "compile"])


class PackageHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        """Return what the steps import: what the register itself needs."""
        return list(self.metadata.core.dependencies)

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        for step in STEPS:
            subprocess.run([sys.executable, "-m", *step], cwd=self.root, check=True)
