import '@scanfill/demo/reader/process/worker';
