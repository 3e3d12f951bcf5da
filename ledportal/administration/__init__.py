"""The staff's other screens: people, offices, municipalities, outgoing mail, audit log."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    from ledportal.administration import address_views as address_views
    from ledportal.administration import audit_views as audit_views
    from ledportal.administration import invitation_views as invitation_views
    from ledportal.administration import mail_views as mail_views
    from ledportal.administration import municipality_import_views as municipality_import_views
    from ledportal.administration import municipality_views as municipality_views
    from ledportal.administration import office_views as office_views
    from ledportal.administration import user_views as user_views
    from ledportal.administration import views

    app.register_blueprint(views.administration)
