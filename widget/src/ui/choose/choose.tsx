import { useId } from 'react';
import { partsHere } from '../../core/open/parts.ts';
import { sourceLimits } from '../../core/source-limits.ts';
import type { Speech } from '../../texts/speak.ts';
import { Icon } from '../icons.tsx';
import { FileButton } from './file-button.tsx';
import { CardOutline } from './preview.tsx';

type ChooseProps = {
  readonly speech: Speech;
  readonly title: string;
  readonly notice: string | undefined;
  readonly dragging: boolean;
  readonly disabled: boolean;
  readonly required: boolean;
  readonly camera: 'native' | 'live' | 'off';
  readonly onFile: (file: File) => void;
  readonly onCamera: () => void;
  readonly onCameraApp: () => void;
  readonly onCameraAppClosed: () => void;
};

/** The empty widget: a card-shaped area to choose, drop or paste a photo into, and the camera. */
export function Choose(props: ChooseProps) {
  const { speech, title, notice, dragging, disabled, camera, onFile } = props;
  const { say } = speech;
  const formatsId = useId();
  return (
    <div className="sf-choose">
      {/* First on a phone, where a photo is most often taken. */}
      {camera === 'native' ? (
        <FileButton
          className="sf-button sf-primary"
          name={say('photoOf', { action: say('takePhoto'), card: title })}
          disabled={disabled}
          capture
          onFile={onFile}
          onOpen={props.onCameraApp}
          onCancel={props.onCameraAppClosed}
        >
          <Icon name="camera" />
          {say('takePhoto')}
        </FileButton>
      ) : null}
      <FileButton
        className="sf-drop"
        name={say('photoOf', { action: say('choose'), card: title })}
        describedBy={formatsId}
        disabled={disabled}
        required={props.required}
        onFile={onFile}
      >
        <CardOutline />
        <span className="sf-lead">{say(dragging ? 'dropNow' : 'choose')}</span>
        {/* Where the camera app opens there is nothing to drop; and what is dragged is told where to once. */}
        {camera === 'native' || dragging ? null : <span className="sf-or">{say('orDrop')}</span>}
      </FileButton>
      {camera === 'live' ? (
        <button
          type="button"
          className="sf-button"
          part="button"
          disabled={disabled}
          aria-label={say('photoOf', { action: say('takePhoto'), card: title })}
          onClick={props.onCamera}
        >
          <Icon name="camera" />
          {say('takePhoto')}
        </button>
      ) : null}
      {notice ? <p className="sf-notice">{notice}</p> : null}
      <p className="sf-note" id={formatsId}>
        {[say('formats', { mb: sourceLimits.maxBytes / 1024 / 1024 }), ...(partsHere()?.names ?? [])].join(' · ')}
      </p>
    </div>
  );
}
