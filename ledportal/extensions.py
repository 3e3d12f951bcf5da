"""The Flask extensions, made once and bound to the application by ``create_app``."""

from __future__ import annotations

from typing import Any

from flask_login import LoginManager
from flask_mail import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine

from ledportal.database import Base


class BindableSession(Session):
    """A session that works on the connection it was made with, if any, and else on the application's engine."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return self.bind or super().get_bind(*args, **kwargs)


db = SQLAlchemy(model_class=Base, session_options={"class_": BindableSession})
migrate = Migrate()
login_manager = LoginManager()
mail = Mail()
csrf = CSRFProtect()
