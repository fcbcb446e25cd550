"""Passes one TCP connection on and writes down both directions: record.py LISTEN_PORT SERVER_PORT NAME
makes NAME-to-server.bin and NAME-to-client.bin. Ends with the connection."""
import socket, sys, threading

listen, server, name = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
gate = socket.create_server(("127.0.0.1", listen))
client, _ = gate.accept()
upstream = socket.create_connection(("127.0.0.1", server))


def copy(source, sink, path):
    with open(path, "wb") as file:
        while data := source.recv(65536):
            file.write(data)
            sink.sendall(data)
    try:
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the other end has gone already


other = threading.Thread(target=copy, args=(upstream, client, name + "-to-client.bin"))
other.start()
copy(client, upstream, name + "-to-server.bin")
other.join()
