import styles from './styles.css?inline';

let text = `:host{display:block}:host([hidden]){display:none}${styles}`;
let sheet: CSSStyleSheet | undefined;

/** The one sheet all elements of a page share. */
export function sharedSheet(): CSSStyleSheet {
  sheet ??= laid(new CSSStyleSheet());
  return sheet;
}

/** A part that is loaded later, its styles added. */
export function styled<T>(part: T, more: string): T {
  text += more;
  laid(sharedSheet());
  return part;
}

function laid(sheet: CSSStyleSheet): CSSStyleSheet {
  sheet.replaceSync(text);
  return sheet;
}
