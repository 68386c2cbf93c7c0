/**
 * Gives the thread's other messages a turn. A message to oneself is a task of its own: unlike a timer it is not
 * clamped to 4 ms, unlike a promise it lets messages in.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
