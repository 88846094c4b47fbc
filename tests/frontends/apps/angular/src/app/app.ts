import { Component, inject, signal } from "@angular/core";
import { CognitoUserPool } from "amazon-cognito-identity-js";
import { environment } from "../environments/environment";
import { AuthService } from "./auth.service";

/** A newcomer's component: who is signed in, and a button for each step. */
@Component({
  selector: "app-root",
  template: `
    <input #phone name="phone" />
    <input #password name="password" type="password" />
    <input #attributes name="attributes" />
    <input #code name="code" />
    <button (click)="signUp(phone.value, password.value, attributes.value)">Sign up</button>
    <button (click)="confirm(phone.value, code.value)">Confirm</button>
    <button (click)="enter(phone.value, password.value)">Sign in</button>
    <button (click)="leave()">Sign out</button>
    <output>{{ seen() }}</output>
  `,
})
export class App {
  private readonly auth = inject(AuthService);
  protected readonly seen = signal("nobody");

  constructor() {
    // What needs `global`, beside what does not.
    const { userPoolId, userPoolClientId } = environment;
    new CognitoUserPool({ UserPoolId: userPoolId, ClientId: userPoolClientId });
  }

  async signUp(phone: string, password: string, attributes: string) {
    await this.auth.register(phone, password, JSON.parse(attributes));
    this.seen.set("signed up");
  }

  async confirm(phone: string, code: string) {
    await this.auth.confirm(phone, code);
    this.seen.set("confirmed");
  }

  async enter(phone: string, password: string) {
    await this.auth.enter(phone, password);
    this.seen.set(JSON.stringify(await this.auth.me()));
  }

  async leave() {
    await this.auth.leave();
    this.seen.set("signed out");
  }
}
