import { consentHeader } from '@scanfill/proxy/contract';
import { makePicture } from '../harness/pictures.ts';
import { canary } from './canary.ts';
import type { Draw } from './draw.ts';

/** A hand-off as its computer and its phone know it. */
export type KnownHandoff = {
  readonly id: string;
  readonly subject: string;
  readonly code: string;
  /** The secret of its link. */
  readonly link: string;
  /** The phone's own. */
  readonly phone: string;
  /** So many of its steps were taken: opened, picked, confirmed, a photo sent. */
  steps: number;
};

/** What is known so far, to build on. */
export type HandoffWorld = {
  /** A good session, of one subject after the other. */
  token(): string;
  tokenOf(subject: string): string | undefined;
  readonly handoffs: readonly KnownHandoff[];
  readonly seed: string;
};

type Request = {
  readonly kind: 'handoff';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

const mostLatest = 12;

/** A step of a hand-off: the right one more often than not, or one with something odd in it. */
export function drawHandoffRequest(draw: Draw, world: HandoffWorld, index: number): Request {
  const known = world.handoffs.slice(-mostLatest);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  if (known.length === 0 || draw.chance(0.15)) {
    const consent = draw.chance(0.3)
      ? { [consentHeader]: draw.pick(['v1; age=3', canary, ';;', 'v'.repeat(500)]) }
      : {};
    const card = draw.pick(['passport', 'id-card-front', 'id-card-front', '', '__proto__', canary]);
    const headers = { ...bearer(world.token()), ...consent };
    return { kind: 'handoff', method: 'POST', path: `/v1/handoffs?card=${encodeURIComponent(card)}`, headers };
  }
  const handoff = draw.pick(known);
  const { id, subject, code, link, phone } = handoff;
  const odd = (): string => draw.pick([canary, draw.bytes(16).toString('base64url'), '..', '%00', 'a'.repeat(2_000)]);
  const at = draw.chance(0.9) ? id : encodeURIComponent(odd());
  const own = bearer(draw.chance(0.8) ? (world.tokenOf(subject) ?? '') : world.token());
  const ofPhone = bearer(draw.chance(0.85) ? phone : draw.pick([link, odd(), world.token()]));
  const waits = draw.chance(0.3) ? { prefer: draw.pick(['wait=0.05', 'wait=-1', canary]) } : {};
  const after = draw.pick(['', '?after=opened', `?after=${canary}`, '?after=a&after=b', '?after[x]=1']);
  const photo = draw.pick(['0', '0', '1', '9', '-1', canary]);
  const bytes = draw.chance(0.7) ? makePicture(world.seed, index).bytes() : draw.bytes(draw.below(300));
  const steps: readonly (() => Omit<Request, 'kind'>)[] = [
    () => ({
      method: 'POST',
      path: `/v1/phone/${at}/open`,
      headers: bearer(draw.chance(0.8) ? `${link}.${phone}` : draw.pick([link, `${link}.`, `${phone}.${link}`, odd()])),
    }),
    () => ({
      method: 'POST',
      path: `/v1/phone/${at}/pick?code=${draw.chance(0.8) ? code : draw.pick(['10', canary, '', '1e1'])}`,
      headers: ofPhone,
    }),
    () => ({ method: 'POST', path: `/v1/handoffs/${at}/confirm`, headers: own }),
    () => ({
      method: 'POST',
      path: `/v1/phone/${at}/photo?photo=${photo}`,
      headers: { ...ofPhone, 'content-type': 'image/png' },
      body: Buffer.concat([bytes, Buffer.from(canary)]),
    }),
    () => ({ method: 'GET', path: `/v1/phone/${at}${after}`, headers: { ...ofPhone, ...waits } }),
    () => ({ method: 'GET', path: `/v1/handoffs/${at}${after}`, headers: { ...own, ...waits } }),
  ];
  if (draw.chance(0.02)) return { kind: 'handoff', method: 'DELETE', path: `/v1/handoffs/${at}`, headers: own };
  const next = draw.chance(0.6) ? steps[handoff.steps] : undefined;
  return { kind: 'handoff', ...(next ?? draw.pick(steps))() };
}

/** The hand-off that such an answer tells of; the phone takes this secret of its own. */
export function handoffOf(body: string, subject: string, phone: string): KnownHandoff | undefined {
  const [, id, link] = /"link":"[^"#]*#([\w-]{22})\.([\w-]{22})"/.exec(body) ?? [];
  const code = /"code":"(\d\d)"/.exec(body)?.[1];
  return id && link && code ? { id, subject, code, link, phone, steps: 0 } : undefined;
}

/** Notes a step that was answered well. */
export function noteStep(path: string, handoffs: readonly KnownHandoff[]): void {
  const [, id, word = ''] = /^\/v1\/(?:phone|handoffs)\/([\w-]{22})\/(\w+)/.exec(path) ?? [];
  const handoff = handoffs.find((each) => each.id === id);
  if (handoff) handoff.steps = Math.max(handoff.steps, stepNames.indexOf(word) + 1);
}

const stepNames: readonly string[] = ['open', 'pick', 'confirm', 'photo'];
