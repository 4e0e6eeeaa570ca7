"""What the catalogue tells the capabilities above it; who listens stands in courses/wiring.py."""

from dataclasses import dataclass

from courses.catalogue.models import Module


@dataclass(frozen=True, slots=True)
class ModuleChanged:
    """A module has other words than before."""

    module: Module
