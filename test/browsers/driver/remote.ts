/** Finds an element in a page, through shadow trees where a selector says ` >>> `; throws where there is none. */
export type Find = <E extends HTMLElement = HTMLElement>(selector: string) => E;

/** What the tests ask of a page, whichever protocol its browser speaks. */
export type RemotePage = {
  goto(url: string): Promise<void>;
  /**
   * Runs a function in the page; arguments and result go as JSON, so it can use nothing from around it but what it is
   * handed.
   */
  run<A extends readonly unknown[], R>(script: (find: Find, ...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Waits until an element is there and can be seen; `choose` and `click` do so themselves. */
  waitFor(selector: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** Drags with the mouse from the middle of one element to the middle of another; both must be in view. */
  drag(from: string, onto: string): Promise<void>;
  /** Presses keys, one after the other; `keys` names those that write nothing. */
  press(...pressed: readonly string[]): Promise<void>;
  /** Chooses a file in a file input. */
  choose(selector: string, path: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** A PNG of what is seen. */
  screenshot(): Promise<Buffer>;
  /** The page inside a frame. */
  frame(selector: string): Promise<Pick<RemotePage, 'run' | 'choose' | 'waitFor'>>;
  close(): Promise<void>;
};

export type Size = { readonly width: number; readonly height: number };

export type RemoteBrowser = {
  readonly name: string;
  /** Opens an address. What a page stores is kept apart by its origin, not by this. */
  open(url: string, size?: Size): Promise<RemotePage>;
  close(): Promise<void>;
};

/** How a protocol asks a page; `pageOver` makes the rest of it. */
export type Wire = {
  /** Runs a function of one string, which promises one. */
  readonly call: (source: string, json: string) => Promise<string>;
  /** Performs WebDriver's input actions. */
  readonly act: (actions: readonly object[]) => Promise<void>;
};

/** Keys that write nothing, as WebDriver codes them. */
export const keys = { tab: '\uE004', enter: '\uE007', escape: '\uE00C', end: '\uE010', right: '\uE014' } as const;

/** What is the same in every protocol, since the actions of WebDriver and of its successor are. */
export function pageOver({ call, act }: Wire): Pick<RemotePage, 'run' | 'waitFor' | 'click' | 'drag' | 'press'> {
  const run: RemotePage['run'] = async (script, ...args) => {
    const source = `async (json) => JSON.stringify((await (${script})(${find}, ...JSON.parse(json))) ?? null)`;
    return JSON.parse(await call(source, JSON.stringify(args)));
  };
  const waitFor: RemotePage['waitFor'] = (selector) =>
    run(async (find, selector) => {
      for (const end = performance.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 30)))
        try {
          if (find(selector).getClientRects().length > 0) return;
          throw new Error(`${selector} cannot be seen.`);
        } catch (error) {
          if (performance.now() > end) throw error;
        }
    }, selector);
  const middle = (selector: string, scroll: boolean) =>
    run(
      (find, selector, scroll) => {
        const element = find(selector);
        if (scroll) element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = element.getBoundingClientRect();
        return { x: Math.round(box.left + box.width / 2), y: Math.round(box.top + box.height / 2) };
      },
      selector,
      scroll,
    );
  const pointer = (actions: readonly object[]) =>
    act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  const move = (x: number, y: number, duration = 0) => ({ type: 'pointerMove', duration, x, y });
  return {
    run,
    waitFor,
    async click(selector) {
      await waitFor(selector);
      const { x, y } = await middle(selector, true);
      await pointer([move(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]);
    },
    async drag(from, onto) {
      const start = await middle(from, false);
      const end = await middle(onto, false);
      await pointer([
        move(start.x, start.y),
        { type: 'pointerDown', button: 0 },
        move(start.x + 8, start.y + 8, 100),
        move(end.x, end.y, 300),
        move(end.x + 4, end.y + 4, 100),
        { type: 'pointerUp', button: 0 },
      ]);
    },
    async press(...pressed) {
      const actions = pressed.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await act([{ type: 'key', id: 'keyboard', actions }]);
    },
  };
}

function find(selector: string): HTMLElement {
  let scope: ParentNode = document;
  let found: Element | null = null;
  for (const step of selector.split(' >>> ')) {
    found = scope.querySelector(step);
    if (!found) throw new Error(`There is no ${step} of ${selector}.`);
    scope = found.shadowRoot ?? found;
  }
  if (!(found instanceof HTMLElement)) throw new Error(`${selector} is no HTML element.`);
  return found;
}
