/** Why there is no live picture. */
export type CameraFault = 'cameraDenied' | 'cameraAbsent' | 'cameraBusy';

/** Asks for the camera that looks away from the person, at a size that keeps small print readable. */
export function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
  });
}

/** The fault behind what getUserMedia rejected with. */
export function cameraFaultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'cameraDenied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'cameraBusy' : 'cameraAbsent';
}

/** Ends a stream; the camera's lamp goes out. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Whether the camera has a light that can be switched. */
export function hasTorch(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks();
  const capabilities: object = track?.getCapabilities?.() ?? {};
  return 'torch' in capabilities && capabilities.torch === true;
}

/** Switches the light; a camera that refuses stays as it is. */
export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  const [track] = stream.getVideoTracks();
  // `torch` is of the Image Capture draft, which TypeScript's DOM does not know.
  const light: object = { torch: on };
  await track?.applyConstraints({ advanced: [light] }).catch(() => undefined);
}

/** A rectangle in a video's own pixels. */
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * The part of a video, shown with `object-fit: cover`, that lies under `frame` grown by `margin` of its size on each
 * side.
 */
export function areaUnder(video: HTMLVideoElement, frame: Element, margin: number): Area {
  const box = video.getBoundingClientRect();
  const hole = frame.getBoundingClientRect();
  const scale = Math.max(box.width / video.videoWidth, box.height / video.videoHeight);
  const left = (hole.left - box.left - (box.width - video.videoWidth * scale) / 2) / scale;
  const top = (hole.top - box.top - (box.height - video.videoHeight * scale) / 2) / scale;
  const width = hole.width / scale;
  const height = hole.height / scale;
  const x = Math.max(0, left - width * margin);
  const y = Math.max(0, top - height * margin);
  return {
    x,
    y,
    width: Math.min(video.videoWidth - x, width * (1 + 2 * margin)),
    height: Math.min(video.videoHeight - y, height * (1 + 2 * margin)),
  };
}

/**
 * Draws a part of a video onto a canvas of this width and gives its context; undefined where there is no picture yet.
 */
export function drawArea(
  video: HTMLVideoElement,
  area: Area,
  canvas: HTMLCanvasElement,
  width: number,
): CanvasRenderingContext2D | undefined {
  if (video.videoWidth === 0 || area.width < 1 || area.height < 1) return undefined;
  canvas.width = Math.round(width);
  canvas.height = Math.max(1, Math.round((width * area.height) / area.width));
  const context = canvas.getContext('2d', { willReadFrequently: width <= 400 }) ?? undefined;
  context?.drawImage(video, area.x, area.y, area.width, area.height, 0, 0, canvas.width, canvas.height);
  return context;
}
