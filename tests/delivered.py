"""`python -m tests.delivered`: the app of delivery.py, where a repository deploys dev and prod."""

import stages
from delivery import main
from stacks.settings import Delivery

DELIVERY = Delivery(repository="octo-org/sign-in", owner_id="1001", repository_id="2002")

if __name__ == "__main__":
    stages.DELIVERY = DELIVERY
    main()
