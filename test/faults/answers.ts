import { refusal, type Exchange } from './world.js';

/* What a disturbed exchange answers in place of the server. */

/** Sends bytes in place of a response of HTTP, and ends the connection. */
export const raw = (bytes: string) => (exchange: Exchange) => void exchange.response.socket!.end(bytes);
export const refuse = (status: number, code: string) => (exchange: Exchange) => {
  Object.assign(exchange.answer, refusal(status, code));
  exchange.send();
};
/** Changes the text of a listing. */
export const edit = (change: (xml: string) => string) => (exchange: Exchange) => {
  const { answer } = exchange;
  const before = answer.body.toString();
  const after = change(before);
  if (after === before || answer.status !== 200) return false;
  answer.body = Buffer.from(after);
  exchange.send();
  return true;
};
export const editBody = (change: (body: Buffer) => Buffer) => (exchange: Exchange) => {
  exchange.answer.body = change(exchange.answer.body);
  exchange.send();
};
/** Sends the head and a part of the body, and then does something to the connection. */
export const partOf =
  (then: (exchange: Exchange) => void, share = 0.5) =>
  (exchange: Exchange) => {
    const { answer, response } = exchange;
    const part = answer.body.subarray(0, Math.floor(answer.body.length * share));
    response.writeHead(answer.status, { 'content-length': String(answer.body.length), ...answer.headers });
    response.write(part, () => then(exchange));
  };
export const reset = ({ response }: Exchange): void => void response.socket?.resetAndDestroy();
export const close = ({ response }: Exchange): void => void response.socket?.end();
