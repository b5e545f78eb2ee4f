import type { choiceFor } from '../choices/option.ts';
import type { isDate } from '../dates/dates.ts';
import type { radioText } from '../find/collect.ts';
import type { writeText } from '../page/typing.ts';
import type { radiosControl } from './choice-controls.ts';
import type { asText, namedBy } from './control.ts';
import type { textControl } from './text-control.ts';

/** What a part loaded later is handed of the first, so that no bundler cuts the first to share it. */
export type Tools = {
  readonly asText: typeof asText;
  readonly namedBy: typeof namedBy;
  readonly choiceFor: typeof choiceFor;
  readonly textControl: typeof textControl;
  readonly radiosControl: typeof radiosControl;
  readonly radioText: typeof radioText;
  readonly isDate: typeof isDate;
  readonly writeText: typeof writeText;
};
