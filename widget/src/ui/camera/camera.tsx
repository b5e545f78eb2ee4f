import type { CardName } from '@scanfill/proxy/contract';
import { useEffect, useRef, useState } from 'react';
import {
  areaUnder,
  type CameraFault,
  cameraFaultOf,
  closeCamera,
  drawArea,
  hasTorch,
  openCamera,
  setTorch,
} from '../../core/camera/camera-stream.ts';
import { cardRatio } from '../../core/camera/card-ratio.ts';
import { cameraTexts } from '../../texts/en-camera.ts';
import { inPart, type Speech } from '../../texts/speak.ts';
import { FileButton } from '../choose/file-button.tsx';
import { Icon } from '../icons.tsx';
import { frameMargin, useCameraLook } from './use-camera-look.ts';

const tips = {
  frame: 'cameraFrame',
  closer: 'cameraCloser',
  hold: 'cameraHold',
  byHand: 'cameraByHand',
} as const;

type CameraProps = {
  readonly card: CardName;
  readonly speech: Speech;
  readonly title: string;
  readonly onPhoto: (file: File) => void;
  readonly onClose: () => void;
};

/**
 * The live camera with a frame of the card's proportions and an outline around the card; it takes the photo by itself
 * when the card lies sharp and still in it, unless the person would rather press.
 */
export function Camera({ card, speech, title, onPhoto, onClose }: CameraProps) {
  const { say } = inPart(speech, cameraTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [stream, setStream] = useState<MediaStream>();
  const [fault, setFault] = useState<CameraFault>();
  const [auto, setAuto] = useState(true);
  const [torch, switchTorch] = useState(false);
  const taken = useRef(false);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closed before it goes, so that the browser hands focus back to where it was.
    return () => element?.close();
  }, []);
  useEffect(() => {
    let wanted = true;
    let mine: MediaStream | undefined;
    openCamera().then(
      (opened) => {
        if (!wanted) return closeCamera(opened);
        mine = opened;
        setStream(opened);
      },
      (error: unknown) => wanted && setFault(cameraFaultOf(error)),
    );
    return () => {
      wanted = false;
      if (mine) closeCamera(mine);
    };
  }, []);
  useEffect(() => {
    if (video.current && stream) video.current.srcObject = stream;
  }, [stream]);

  const shoot = (): void => {
    const { current: picture } = video;
    const { current: hole } = frame;
    if (taken.current || !picture || !hole) return;
    const area = areaUnder(picture, hole, frameMargin);
    const canvas = document.createElement('canvas');
    if (!drawArea(picture, area, canvas, area.width)) return;
    taken.current = true;
    canvas.toBlob(
      (blob) => {
        if (blob) onPhoto(new File([blob], `${card}.jpg`, { type: 'image/jpeg' }));
        else taken.current = false;
      },
      'image/jpeg',
      0.92,
    );
  };
  const { outline, size, advice } = useCameraLook(stream, video, frame, () => {
    if (auto) shoot();
  });
  return (
    <dialog
      ref={dialog}
      className="sf-camera"
      part="camera"
      aria-label={`${say('cameraTitle')}: ${title}`}
      onCancel={(event) => {
        // A file input's own cancel event rises through here too.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      {fault ? null : (
        <div className="sf-stage">
          <video ref={video} autoPlay playsInline muted />
          <div
            ref={frame}
            className="sf-frame"
            data-holding={auto && advice === 'hold' ? '' : undefined}
            style={{ aspectRatio: String(cardRatio(card)) }}
          />
          {size && outline ? (
            // Cut to the stage as the video is.
            <svg
              className="sf-around"
              viewBox={`0 0 ${size.width} ${size.height}`}
              preserveAspectRatio="xMidYMid slice"
              aria-hidden="true"
            >
              <polygon points={outline.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
            </svg>
          ) : null}
        </div>
      )}
      <p className="sf-tip" role="status">
        {say(fault ?? (stream ? tips[auto || advice === 'closer' ? advice : 'byHand'] : 'cameraStarting'))}
      </p>
      <div className="sf-actions">
        {fault ? (
          <FileButton
            className="sf-button"
            name={say('photoOf', { action: say('choose'), card: title })}
            onFile={onPhoto}
          >
            {say('choose')}
          </FileButton>
        ) : (
          <button type="button" className="sf-button sf-primary" disabled={!stream} onClick={shoot}>
            <Icon name="camera" />
            {say('cameraShoot')}
          </button>
        )}
        {fault ? null : (
          <button type="button" className="sf-button" aria-pressed={auto} onClick={() => setAuto(!auto)}>
            {auto ? <Icon name="check" /> : null}
            {say('cameraAuto')}
          </button>
        )}
        {stream && hasTorch(stream) ? (
          <button
            type="button"
            className="sf-button"
            aria-pressed={torch}
            onClick={() => {
              switchTorch(!torch);
              void setTorch(stream, !torch);
            }}
          >
            {say(torch ? 'cameraTorchOff' : 'cameraTorchOn')}
          </button>
        ) : null}
        <button type="button" className="sf-button sf-quiet" onClick={onClose}>
          {say('cameraClose')}
        </button>
      </div>
    </dialog>
  );
}
