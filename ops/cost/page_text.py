"""The words of docs/scale.md; the figures are filled in."""

PAGE = """# Scale and cost

What a stage costs from ten thousand to a hundred million users, which quota it meets first, and what comes next. This page is made of the tables and models in `ops/cost` (`python -m ops.cost.page`), and a test holds it to them. For a stage of yours, as `stages.py` has it, with no account and nothing deployed:

```sh
.venv/bin/python -m ops cost --stage prod --users 1000000
.venv/bin/python -m ops cost --stage prod --users 1000000 --sms DE=0.9 --sms US=0.1 --price sms-DE=0.09
.venv/bin/python -m ops cost --stage prod --plan LITE --waf no --limit 500
.venv/bin/python -m ops cost --stage prod --fakes 500000 --hours 24 --addresses 1000
.venv/bin/python -m ops cost --stage prod --storm 10000
.venv/bin/python -m ops cost --stage prod --json
```

`make cost STAGE=prod USERS=1000000` is the first of them. Each number that is assumed and the settings that cost most have an option (`--help` names them), and each price can be said otherwise, by `--price NAME=USD` or for many by `--prices FILE`. A price that no source here has is called unknown, and the sum says what it lacks.

None of this was compared with a bill yet. The list prices are those of US East (N. Virginia), without tax, discounts and support; other regions differ, some prices by a quarter and more.

## A month

The example is a stage in production: plan ESSENTIALS, texts to Germany, Great Britain and the United States in equal parts, a web firewall, traces, and logs kept for a year. A user signs in 8 times a month, refreshes tokens 30 times and calls the API 60 times; each month every tenth is new, and one of fifty has forgotten the password. The busiest second has ten times the average.

![The bill grows with the users: Cognito's users are the most of it, then texts, then bought quotas; API, firewall and logs are a few hundredths](scale-cost.svg)

{costs}

In USD. *quota increases* is what it costs to buy the requests a second that the busiest second needs above Cognito's default quotas, for a whole month ([20 USD each](https://aws.amazon.com/about-aws/whats-new/2024/01/provisioned-capacity-api-limits-amazon-cognito/), or 45 for a month that is not whole).

What decides first is the plan, `sign_in.feature_plan`. The users alone cost:

{plans}

LITE has what a stage here uses today: SRP, authenticator apps, triggers, groups. It has no passkeys, no choice of the first factor and no claims of one's own in access tokens; PLUS has threat protection ([feature plans](https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html)). And then:

- **The countries.** A text to {dear} USD, one to {cheap}; the dearest of all: {sms}. `sign_up.allowed_countries` is a decision about money.
- **The second factor.** By authenticator app it costs nothing. By SMS it is a text a sign-in: with `--texts` as many as there are sign-ins, texts cost more than all the rest.
- **Who is asked for.** `AdminGetUser` makes the user who is asked for a monthly active user, `ListUsers` does not ([quotas](https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html), "Monthly active users"). What looks at every user once a month, a backup or a migration, can multiply the bill: pay for all who are registered, and not for those who are active. The command says so where a stage's backup does.

## The first attack

{fakes} sign-ups in an hour, from 100 addresses, of numbers that earn a fee by each text. Without the gate they are of the dearest country; with it, of the dearest that is allowed.

{attack}

- The gate takes off most of it, by the choice of countries alone; a sign-up from any other country costs nothing.
- The limit is no wall but a brake: SNS stops ["within minutes"](https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html) of it, and in five, which are assumed here, a fast attack spends hundreds of dollars. It stops everybody's texts until it is raised or the month ends.
- WAF counts by address. Against few addresses it is the best there is; who has ten thousand passes it. It [takes a while to notice](https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-caveats.html), usually less than half a minute.
- Every sign-up that is let through is a monthly active user, paid for even when no text is sent any more. `support purge` removes the numbers that never confirmed; it does not take them off the bill.

## Walls

What the example needs in the busiest second, or in the month; what is more than the quota is bold. The order is that in which growth meets them.

{walls}

{next}

Rates hold for an account in one region, over all its user pools. `RespondToAuthChallenge` has three times the quota of `UserAuthentication` for itself, so that a sign-in by SRP weighs one request and not two; refreshes weigh one each. A pool has at most 10,000 groups, and a user 100, which no growth changes.

### Raise a quota

`UserAuthentication`, `UserCreation`, `UserRead`, `UserResourceRead` and `UserToken` are raised in two steps: a higher maximum in Service Quotas (up to ten days), then the rate itself, which holds at once, is paid while it stands, and can be lowered again: `UpdateProvisionedLimit`, in the console "Provisioned limits" ([quotas](https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#provisioned-quotas)). For an event, raise it before and lower it after. AWS says of its defaults that they are for up to two million users a month, and asks whoever has less than one million to look at the app first: tokens that are kept until they expire, fewer calls, a waiting room.

`UserAccountRecovery`, `UserUpdate` and `UserList` cannot be raised: spread what can wait, as `support` does (half of each quota).

### Other channels than SMS

- **Authenticator apps** cost nothing and need no quota: the second factor here, by default.
- **Passkeys** leave no password to forget and no code to text ([plans ESSENTIALS and PLUS](https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html)). The first sign-up still proves the number once. Nothing here offers them yet.
- **E-mail** for recovery and codes, by Amazon SES, costs about [0.10 USD a thousand](https://aws.amazon.com/ses/pricing/). It needs an address of each user, which this project does not ask for.
- **WhatsApp**, or any other sender, by a [custom SMS sender trigger](https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html): a function gets every code and delivers it as it likes ([an example of AWS's](https://github.com/aws-samples/amazon-cognito-whatsapp-otp)). SNS's spend limit then bounds nothing: the function has to.
- **Faster texts**: to the United States a toll-free number sends 3 parts a second and a [short code](https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-mps.html) 100; elsewhere a sender ID sends 10 until AWS raises it.

### Several pools

A pool holds 40 million users, more by the account team. Rates are not per pool, so a second pool in the same account and region gives room for users and for nothing else. Split by what a user never changes, such as the country of the number, and before a pool is full: a user cannot move to another with the password. Here that is one stage a pool, with countries of its own; the frontend picks the settings file by the number.

### Several regions, several accounts

Each account has its own quotas in each region, and buys them there. Two stages in two regions (`region` of a stage) have twice the rates, users near them, and two directories that know nothing of each other; so do two accounts in one region. An outage of a region then stops its own users alone. Cognito can copy some pools to a second region; nothing here does that yet.

## A storm

{users} users sign in within {seconds} seconds: after an outage, at the start of an exam, when all tokens end at once. The quota is {rate} a second, so that nothing can be faster than {least} seconds for all. What clients do with a refusal (`TooManyRequestsException`) decides the rest.

![Requests to Cognito in each second: trying again each second sends up to nine thousand, back-off half of that at first and then some hundreds, a waiting room never more than the quota lets in](scale-storm.svg)

{storm}

- Clients that give up, or try three times as AWS SDKs do, leave most users outside, though the storm is over in a minute and a half.
- To try again each second gets everybody in, by twenty requests for each that is needed. All of them count at WAF, and whoever shares the quota waits with them.
- Back-off with full jitter needs a quarter of that; the last users wait a little longer, as some rest while there is room.
- A waiting room in front of the sign-in (AWS has [one to copy](https://aws.amazon.com/solutions/implementations/aws-virtual-waiting-room)) sends not one request too many, is fair, and can tell each user how long it takes.
- Best is no storm: let sign-ins be needed at different times. Refresh tokens of 30 days that were issued over 30 days end over 30 days.

The simulation is of events, each request one, with chance that is seeded: the same figures in every run. Each quota is a token bucket that holds one second's requests (AWS publishes rates and no burst), and an answer takes a tenth of a second.

## Prices

{prices}

The dates are those of the copies of AWS's pages that the prices were read from. Texts are one part of at most 160 plain characters, at the highest price in a country where carriers differ; the price list has 246 countries, and `sms-CC` names each.
"""
