import type { CardName } from '@scanfill/proxy/contract';
import { useEffect, useRef, useState } from 'react';
import { createTrigger, type Grey, greyOf, judgeFrame } from '../core/camera/camera-judge.ts';
import {
  areaUnder,
  type CameraFault,
  cameraFaultOf,
  closeCamera,
  drawArea,
  hasTorch,
  openCamera,
  setTorch,
} from '../core/camera/camera-stream.ts';
import { cardRatio } from '../core/camera/card-ratio.ts';
import { cameraTexts } from '../texts/en-camera.ts';
import { inPart, type Speech } from '../texts/speak.ts';
import { FileButton } from './file-button.tsx';
import { Icon } from './icons.tsx';

type CameraProps = {
  readonly card: CardName;
  readonly speech: Speech;
  readonly title: string;
  readonly onPhoto: (file: File) => void;
  readonly onClose: () => void;
};

const lookMs = 160;
const looksNeeded = 5;
const lookWidthPx = 400;
const margin = 0.1;

/**
 * The live camera with a frame of the card's proportions; it takes the photo by itself when the card lies sharp and
 * still in it.
 */
export function Camera({ card, speech, title, onPhoto, onClose }: CameraProps) {
  const { say } = inPart(speech, cameraTexts);
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [stream, setStream] = useState<MediaStream>();
  const [fault, setFault] = useState<CameraFault>();
  const [holding, setHolding] = useState(false);
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
    const area = areaUnder(picture, hole, margin);
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
  const latestShoot = useRef(shoot);
  useEffect(() => {
    latestShoot.current = shoot;
  });
  useEffect(() => {
    if (!stream) return;
    const canvas = document.createElement('canvas');
    const trigger = createTrigger(looksNeeded);
    let before: Grey | undefined;
    const timer = setInterval(() => {
      const { current: picture } = video;
      const { current: hole } = frame;
      if (!picture || !hole || taken.current) return;
      const context = drawArea(picture, areaUnder(picture, hole, margin), canvas, lookWidthPx);
      if (!context) return;
      const now = greyOf(context.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
      const verdict = trigger(judgeFrame(before, now));
      before = now;
      setHolding(verdict !== 'wait');
      if (verdict === 'now') latestShoot.current();
    }, lookMs);
    return () => clearInterval(timer);
  }, [stream]);

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
            data-holding={holding ? '' : undefined}
            style={{ aspectRatio: String(cardRatio(card)) }}
          />
        </div>
      )}
      <p className="sf-tip" role="status">
        {say(fault ?? (stream ? (holding ? 'cameraHold' : 'cameraFrame') : 'cameraStarting'))}
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
