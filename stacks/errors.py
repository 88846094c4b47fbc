"""Why there is nothing to synthesize."""


class SynthError(ValueError):
    """The base of what `app.py` tells without a traceback: its text has the remedy.

    SynthError
    ├── StageError          `stage`: no stage to deploy.
    ├── DeliveryError       `rules.delivery`: no repository that could deploy.
    ├── UncheckedTypeError  `rules.types`: a setting whose type nobody can check.
    ├── RouteError          `constructs.route`: a route that cannot be.
    ├── BundlingError       `constructs.lambda_folder`: a function that cannot be bundled.
    └── EnvironmentTooLargeError `constructs.python_function`: one that is told too much.
    """
