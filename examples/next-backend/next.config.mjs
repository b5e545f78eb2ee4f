export default {
  // Its stores are loaded when they are needed, one of them with a binary of its own.
  serverExternalPackages: ['@scanfill/proxy'],
};
