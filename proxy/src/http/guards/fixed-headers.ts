import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * helmet's headers for answers that are no pages. They are the same for every request, so they are collected once
 * instead of by thirteen functions a request.
 */
export function fixedHeaders(): RequestHandler {
  const request = new IncomingMessage(new Socket());
  const sample = new ServerResponse(request);
  sample.setHeader('X-Powered-By', 'nobody');
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      // The others do not follow from the first.
      directives: Object.fromEntries(
        ['defaultSrc', 'baseUri', 'formAction', 'frameAncestors'].map((directive) => [directive, ["'none'"]]),
      ),
    },
    // Pages of the allowed origins read the answers; CORS decides, not this.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    xFrameOptions: { action: 'deny' },
    // For pages, or for browsers that are gone: nothing here is either.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })(request, sample, (error?: unknown) => {
    if (error) throw error;
  });
  const headers = Object.entries(sample.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );

  return (_request, response, next) => {
    response.removeHeader('X-Powered-By');
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
