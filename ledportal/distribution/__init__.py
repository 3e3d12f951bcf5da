"""Who gets the catalogue: recipients, their labels and packing slips, what was sent to them and what came back."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.distribution import import_views as import_views
    from ledportal.distribution import label_views as label_views
    from ledportal.distribution import list_views as list_views
    from ledportal.distribution import shipment_views as shipment_views
    from ledportal.distribution import slip_views as slip_views
    from ledportal.distribution import telling_views as telling_views
    from ledportal.distribution import views, work
    from ledportal.jobs import kinds

    app.register_blueprint(views.distribution)
    kinds.register(work.LABELS)
    kinds.register(work.SLIPS)
