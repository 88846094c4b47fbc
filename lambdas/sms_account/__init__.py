"""SNS's SMS settings of an account and region, as a CloudFormation custom resource."""
