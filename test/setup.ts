import { Socket } from 'node:net';

/** Unit tests never reach a network: any outgoing TCP connection is a bug in the test. */
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const isLocalSocket =
    typeof first === 'object' && first !== null && 'path' in first && first.path;
  if (isLocalSocket || typeof first === 'string') {
    return Reflect.apply(connect, this, args) as Socket;
  }
  throw new Error('A unit test tried to open a network connection');
};
