"""Every resource type of our templates, and what becomes of users and clients if it changes.

A property is FREE (a change harms nobody), `Guarded` in a direction, or judged BY_RULE in code. All
properties that CloudFormation knows of a type have a row, so that none enters unnoticed; a type or
a property without one stops `make check`. A type of your own goes into a module beside these, and
into `TABLES`: `"AWS::SQS::Queue": Table(rows={"QueueName": FREE, ...})`.
"""

from ..table import Tables
from . import api_gateway, backups, cognito, functions, iam, monitoring, others

TABLES: Tables = {
    **cognito.TABLES,
    **iam.TABLES,
    **api_gateway.TABLES,
    **functions.TABLES,
    **backups.TABLES,
    **monitoring.TABLES,
    **others.TABLES,
}
