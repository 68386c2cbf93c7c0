// Dies as a thread does that runs out of memory: without a word to those who wait.
setTimeout(() => process.exit(9), 50);
