import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs a Neo4j Community server with Bolt on loopback: Neo4jServer HOME PORT [--auth]; port 0 means any free one. */
public class Neo4jServer {
    private static final String HOST = "127.0.0.1";

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        int asked = Integer.parseInt(args[1]);
        int port = asked == 0 ? freePort() : asked;
        boolean auth = args.length > 2 && args[2].equals("--auth");
        var service = new DatabaseManagementServiceBuilder(home)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress(HOST, port))
            .setConfig(BoltConnector.advertised_address, new SocketAddress(HOST, port))
            .setConfig(HttpConnector.enabled, false)
            .setConfig(GraphDatabaseSettings.allow_file_urls, false)  // LOAD CSV would read any file of this machine
            .setConfig(GraphDatabaseSettings.auth_enabled, auth)
            .setConfig(GraphDatabaseSettings.transaction_timeout, Duration.ofMinutes(5))
            .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        waitForBolt(port);
        System.out.println("ready bolt://" + HOST + ":" + port);
        System.out.flush();
        Thread.currentThread().join();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static void waitForBolt(int port) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(HOST, port), 1000);
                return;
            } catch (java.io.IOException error) {
                if (attempt == 300) throw error;
                Thread.sleep(100);
            }
        }
    }
}
