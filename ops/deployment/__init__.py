"""The one way to a deployed stage. Everyone reads it; it reads nobody but `errors`.

Where things are:         `paths`, and `environment` for the local cloud
AWS, or the local cloud:  `clouds`
Which stages there are:   `stages`
What would be deployed:   `assembly`, in terms of `stack`
What is deployed:         `lookup` finds `outputs`, in `outputs_file` or by `live_outputs`;
                          `live_facts` asks for `facts`; `subject` is all that AWS reports
The account's logging:    `logging_role`
The CDK CLI:              `cdk`, ended with the command that runs it
Every command:            `arguments`, `terminal`, `files`, `interruption`
"""
