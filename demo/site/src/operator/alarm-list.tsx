import { type Figure, nameOf } from '../figures/figures.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { alarms, standingOf } from './alarms.ts';
import { Todo } from './todo.tsx';
import { alarmTopic } from './topics.ts';

/** Each alarm with the figure it watches, as that stands now. */
export function AlarmList({ figures, document }: { readonly figures: readonly Figure[]; readonly document: string }) {
  const { texts } = useLanguage();
  return (
    <ul className="alarms">
      {alarms.map((alarm) => {
        const { standing, value } = standingOf(alarm, figures);
        return (
          <li key={alarm.name} data-standing={standing}>
            <p className="alarm-head">
              <strong>{alarm.name}</strong> <span className="alarm-standing">{texts.standings[standing]}</span>
            </p>
            <p className="alarm-figure">
              <code>{nameOf(alarm.asked)}</code> {standing === 'absent' ? '' : texts.alarmFigure(value, alarm.above)}
            </p>
            <Todo words={alarm.name} text={alarmTopic(document, alarm.name)} />
          </li>
        );
      })}
    </ul>
  );
}
