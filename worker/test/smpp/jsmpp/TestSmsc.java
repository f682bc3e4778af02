import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.*;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.*;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;

/**
 * An SMSC for tests on a loopback port. Prints what it understood of each bind and submit_sm, a JSON object a line, and
 * answers each submit_sm with a delivery receipt, whose id is in decimal where that of the response is in hexadecimal.
 * What is sent to the number in the second argument is answered with a message of two parts. A text "R;…" says how its
 * receipt is written: esm_class, source address, state, what stands between the fields, and the charset. To a text "unbind"
 * the answer comes after the SMSC's own unbind; "quiet" has no receipt.
 */
public class TestSmsc {
  static final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
  static final AtomicInteger last = new AtomicInteger(0xab00);

  public static void main(String[] args) throws Exception {
    SMPPServerSessionListener listener = new SMPPServerSessionListener(Integer.parseInt(args[0]));
    // What came first is printed first.
    listener.setPduProcessorDegree(1);
    listener.setMessageReceiverListener(new Receiver(args[1]));
    while (true) {
      SMPPServerSession session = listener.accept();
      later.execute(() -> {
        try {
          BindRequest bind = session.waitForBind(10_000);
          print("bind", Map.of("type", bind.getBindType().name(), "system_id", bind.getSystemId(), "version",
              bind.getInterfaceVersion().name()));
          boolean isRefused = "no-receiver".equals(bind.getSystemId()) && bind.getBindType() == BindType.BIND_RX;
          if (isRefused) bind.reject(SMPPConstant.STAT_ESME_RALYBND);
          else if ("secret".equals(bind.getPassword())) bind.accept("jsmpp");
          else bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
        } catch (java.util.concurrent.TimeoutException nobody) {
          // The test looked whether the port is open.
        } catch (Exception error) {
          print("error", Map.of("words", String.valueOf(error)));
        }
      });
    }
  }

  static synchronized void print(String what, Map<String, ?> fields) {
    System.out.println("{\"what\":\"" + what + "\"" + new TreeMap<>(fields).entrySet().stream()
        .map(field -> ",\"" + field.getKey() + "\":\"" + field.getValue() + "\"").collect(Collectors.joining()) + "}");
    System.out.flush();
  }

  static String tlv(SubmitSm submit, OptionalParameter.Tag tag) {
    OptionalParameter found = submit.getOptionalParameter(tag.code());
    return found == null ? "" : HexFormat.of().formatHex(found.serialize(), 4, found.serialize().length);
  }

  record Receiver(String echo) implements ServerMessageReceiverListener {
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession session) throws ProcessRequestException {
      int id = last.incrementAndGet();
      Map<String, String> fields = new TreeMap<>();
      fields.put("source", TypeOfNumber.valueOf(submit.getSourceAddrTon()) + " " + submit.getSourceAddr());
      fields.put("destination", TypeOfNumber.valueOf(submit.getDestAddrTon()) + " " + submit.getDestAddress());
      fields.put("udhi", String.valueOf(submit.isUdhi()));
      fields.put("alphabet", Alphabet.parseDataCoding(submit.getDataCoding()).name());
      boolean classed = DataCodings.containsMessageClass(submit.getDataCoding());
      fields.put("class", classed ? MessageClass.parseDataCoding(submit.getDataCoding()).name() : "");
      fields.put("receipt", String.valueOf(submit.isSmscDelReceiptSuccessAndFailureRequested()));
      fields.put("validity", String.valueOf(submit.getValidityPeriod()));
      fields.put("sar", tlv(submit, OptionalParameter.Tag.SAR_TOTAL_SEGMENTS) + tlv(submit, OptionalParameter.Tag.SAR_SEGMENT_SEQNUM));
      fields.put("octets", Base64.getEncoder().encodeToString(submit.getShortMessage()));
      print("submit", fields);
      String said = new String(submit.getShortMessage(), StandardCharsets.ISO_8859_1);
      if (said.equals("unbind")) unbind(session);
      else if (said.equals("quiet")) print("quiet", Map.of());
      else if (said.startsWith("R;")) later.schedule(() -> receipt(submit, session, id, said.split(";")), 20, TimeUnit.MILLISECONDS);
      else later.schedule(() -> report(submit, session, id), 20, TimeUnit.MILLISECONDS);
      if (submit.getDestAddress().equals(echo)) later.schedule(() -> echo(submit, session), 30, TimeUnit.MILLISECONDS);
      try {
        return new SubmitSmResult(new MessageId(Integer.toHexString(id).toUpperCase()), new OptionalParameter[0]);
      } catch (org.jsmpp.PDUStringException error) {
        throw new ProcessRequestException(error.getMessage(), SMPPConstant.STAT_ESME_RSYSERR);
      }
    }

    void report(SubmitSm submit, SMPPServerSession session, int id) {
      String text = new DeliveryReceipt(Integer.toString(id), 1, 1, new Date(), new Date(), DeliveryReceiptState.DELIVRD,
          "000", "stat:UNDELIV").toString();
      deliver(submit, session, new ESMClass(MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT), text.getBytes());
    }

    /** The id as in the response. */
    void receipt(SubmitSm submit, SMPPServerSession session, int id, String[] how) {
      String text = String.join(how[4], "id:" + Integer.toHexString(id).toUpperCase(), "sub:001", "dlvrd:001",
          "submit date:2611221200", "done date:2611221201", "stat:" + how[3], "err:000", "text:x");
      deliver(submit, how[2], session, new ESMClass(Integer.parseInt(how[1])), text.getBytes(Charset.forName(how[5])));
    }

    /** Returns when the unbind has left and had time to come. */
    void unbind(SMPPServerSession session) {
      later.execute(() -> {
        session.unbindAndClose();
        print("unbound", Map.of());
      });
      try {
        Thread.sleep(500);
      } catch (InterruptedException nobody) {
        Thread.currentThread().interrupt();
      }
    }

    void echo(SubmitSm submit, SMPPServerSession session) {
      for (byte part = 1; part <= 2; part += 1) {
        byte[] text = ("  echo " + part).getBytes();
        byte[] octets = new byte[6 + text.length];
        System.arraycopy(new byte[] {5, 0, 3, 99, 2, part}, 0, octets, 0, 6);
        System.arraycopy(text, 0, octets, 6, text.length);
        deliver(submit, session, new ESMClass(MessageMode.DEFAULT, MessageType.DEFAULT, GSMSpecificFeature.UDHI), octets);
      }
    }

    void deliver(SubmitSm submit, SMPPServerSession session, ESMClass esmClass, byte[] octets) {
      deliver(submit, submit.getDestAddress(), session, esmClass, octets);
    }

    void deliver(SubmitSm submit, String source, SMPPServerSession session, ESMClass esmClass, byte[] octets) {
      try {
        session.deliverShortMessage("", TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, source,
            TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, submit.getSourceAddr(), esmClass, (byte) 0,
            (byte) 0, new RegisteredDelivery(0), DataCodings.ZERO, octets);
        print("acknowledged", Map.of("class", String.valueOf(esmClass.value())));
      } catch (Exception error) {
        print("error", Map.of("words", String.valueOf(error)));
      }
    }

    public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submit, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession session) throws ProcessRequestException {
      throw new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }
}
