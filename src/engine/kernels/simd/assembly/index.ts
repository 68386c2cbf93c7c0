export * from './relaxed';
