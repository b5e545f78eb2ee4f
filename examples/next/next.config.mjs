const sandbox = 'http://localhost:5180';

export default {
  rewrites: async () =>
    ['/scanfill/:path*', '/session'].map((source) => ({ source, destination: `${sandbox}${source}` })),
};
