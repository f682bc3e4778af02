/** Where `ng serve` finds the server; PORT is its own, not the server's. */
const target = `http://127.0.0.1:${process.env.SERVER_PORT || 3000}`;

export default {
  '/api': { target },
  '/health': { target },
  '/socket.io': { target, ws: true },
};
