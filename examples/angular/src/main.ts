import '@scanfill/widget/element';
import {
  afterNextRender,
  Component,
  CUSTOM_ELEMENTS_SCHEMA,
  type ElementRef,
  provideZonelessChangeDetection,
  signal,
  viewChild,
} from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';
import type { ScanFillElement } from '@scanfill/widget/element';

@Component({
  selector: 'sign-up',
  imports: [ReactiveFormsModule],
  // Angular would look for a component of the element's name.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <form id="signup" [formGroup]="person" (ngSubmit)="signedUp.set(json())">
      <scan-fill #upload card="id-card-front" endpoint="/scanfill" session-url="/session" fill="#signup"></scan-fill>
      @if (failed()) {
        <p>The card was not read ({{ failed() }}). Please fill the form in yourself.</p>
      }
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
  readonly failed = signal('');
  readonly upload = viewChild.required<ElementRef<ScanFillElement>>('upload');

  constructor() {
    // Not in the template: Angular takes what stands before a colon for a target such as `window`.
    afterNextRender(() =>
      this.upload().nativeElement.addEventListener('scan-fill:failed', ({ detail }) => this.failed.set(detail.code)),
    );
  }

  json(): string {
    return JSON.stringify(this.person.value);
  }
}

bootstrapApplication(SignUp, { providers: [provideZonelessChangeDetection()] });
