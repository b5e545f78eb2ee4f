/** The element for Vue: importing it registers `<scan-fill>`, and templates that are checked know it. */
import type { DefineComponent, HTMLAttributes } from 'vue';
import type { ScanFillAttributes, ScanFillEvents } from './element.js';

export * from './element.js';

/** `session-url` → `sessionUrl`: by these names Vue checks what a template writes with hyphens. */
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

type Attributes = { [Name in keyof ScanFillAttributes as Camel<Name>]: ScanFillAttributes[Name] };

type Listeners = {
  [Name in keyof ScanFillEvents as `on${Capitalize<Camel<Name>>}`]?: (event: CustomEvent<ScanFillEvents[Name]>) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'scan-fill': DefineComponent<Attributes & Listeners & HTMLAttributes>;
  }
}
