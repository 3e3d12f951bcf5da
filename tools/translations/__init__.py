"""The catalogues of the register: ``python -m tools.translations extract | update | compile | check``.

English is the source. ``ledportal/translations/sr_Latn`` is translated by hand; the Cyrillic catalogue and the compiled
files are made from it and kept out of the repository.
"""
