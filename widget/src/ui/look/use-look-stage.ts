import { useCallback, useEffect, useRef, useState } from 'react';
import {
  dragged,
  fitted,
  held,
  type Place,
  type Point,
  type Size,
  type View,
  whole,
  zoomed,
} from '../../core/look/view.ts';

/** So much closer a double click or tap comes. */
const leap = 3;
const perPixel = 0.002;
/** A touchpad's pinch comes as a wheel with Ctrl, in smaller steps. */
const perPinchedPixel = 0.01;
const linePx = 16;

/** Changes the view as the photo lies now. */
export type Change = (next: (view: View, place: Place) => View) => void;

/**
 * The stage a photo of this size lies on, and what wheel, pointers and double clicks do there. `size`: the whole
 * photo's, as drawn.
 */
export function useLookStage(photo: Size | undefined) {
  const stage = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>();
  const [view, setView] = useState(whole);
  const [moving, setMoving] = useState(false);
  const place = photo && room && room.width > 0 && photo.width > 0 ? { photo, stage: room } : undefined;
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  const change = useCallback<Change>((next) => {
    const { current: now } = latest;
    if (now) setView((before) => next(before, now));
  }, []);

  useEffect(() => {
    const { current: element } = stage;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    const stop = watchPointers(element, change, setMoving);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [change]);
  return {
    stage,
    // As it would be after the next change: the stage may have become larger meanwhile.
    view: place ? held(view, place) : whole,
    size: place && fitted(place),
    change,
    moving,
  };
}

/** Listens natively: what is passive, or named otherwise, where a library adds it. */
function watchPointers(element: HTMLElement, change: Change, tellMoving: (moving: boolean) => void): () => void {
  const fingers = new Map<number, Point>();
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  };
  const stopping = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void): void =>
    element.addEventListener(name, act, { signal: stopping.signal, passive: false });
  const lift = ({ pointerId }: PointerEvent): void => {
    fingers.delete(pointerId);
    tellMoving(fingers.size > 0);
  };
  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    tellMoving(true);
  });
  on('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const from = [...fingers.values()];
    fingers.set(event.pointerId, at(event));
    const to = [...fingers.values()];
    change((view, place) => dragged(view, from, to, place));
  });
  on('pointerup', lift);
  on('pointercancel', lift);
  on('wheel', (event) => {
    event.preventDefault();
    const px = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : linePx);
    const factor = Math.exp(-px * (event.ctrlKey ? perPinchedPixel : perPixel));
    const point = at(event);
    change((view, place) => zoomed(view, factor, point, place));
  });
  on('dblclick', (event) => {
    const point = at(event);
    change((view, place) => (view.scale > 1 ? whole : zoomed(view, leap, point, place)));
  });
  return () => stopping.abort();
}
