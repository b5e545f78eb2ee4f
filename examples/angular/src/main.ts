import '@scanfill/widget/element';
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';

@Component({
  selector: 'sign-up',
  imports: [ReactiveFormsModule],
  // Angular would look for a component of the element's name.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <form id="signup" [formGroup]="person" (ngSubmit)="signedUp.set(json())">
      <scan-fill card="id-card-front" endpoint="/scanfill" session-url="/session" fill="#signup"></scan-fill>
      <label>Name <input formControlName="name" name="name" autocomplete="name" /></label>
      <label>ID number <input formControlName="number" name="number" /></label>
      <button type="submit">Sign up</button>
      @if (signedUp()) {
        <output>{{ signedUp() }}</output>
      }
    </form>
  `,
})
class SignUp {
  readonly person = new FormGroup({ name: new FormControl(''), number: new FormControl('') });
  readonly signedUp = signal('');

  json(): string {
    return JSON.stringify(this.person.value);
  }
}

bootstrapApplication(SignUp, { providers: [provideZonelessChangeDetection()] });
