import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** A server that speaks MongoDB's protocol, for tests: java -cp 'lib/*' TestMongo.java PORT FILE */
public class TestMongo {
  /** Today's drivers want wire version 9 or later; the highest that the library knows by name answers 8. */
  static final MongoVersion VERSION = new MongoVersion() {
    @Override public List<Integer> getVersionArray() { return List.of(5, 0, 0, 0); }
    @Override public int getWireVersion() { return 13; }
  };

  public static void main(String[] args) {
    MongoServer server = new MongoServer(new H2Backend(args[1]).version(VERSION));
    // Closes the file, which is otherwise written about once a second.
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
  }
}
