package swoole4j.scenario;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import swoole4j.tests.Spec;

/**
 * Every ported script shows the bytes and prints the lines of its transcript, where Swoole breaks a standard those of its
 * {@code standard} form. Those of {@code SWOOLE_PROCESS} are {@link ProcessScenariosTest}'s.
 * {@code -Dscenario=websocket/size_0} (or {@code websocket/}) chooses.
 */
class RecordedScenariosTest {
    private static final int PORTS_PER_SCENARIO = 4;
    private static final long PATIENCE = 5_000;

    // Each line of the checklist with the scenario that proves it.
    @Spec("websocket 2") // websocket/message_callback_missing_open_close
    @Spec("websocket 15") // websocket/open_message_close
    @Spec("websocket 16") // handshake/request_object
    @Spec("websocket 17, 18") // handshake/before_response_headers_cookies
    @Spec("websocket 23") // handshake/ok, handshake/subprotocol_match, compression/plain_offer
    @Spec("websocket 24, 25") // handshake/ok
    @Spec("websocket 26") // handshake/missing_key
    @Spec("websocket 27") // handshake/short_key
    @Spec("websocket 28") // handshake/key_not_base64
    @Spec("websocket 31") // handshake/missing_connection_upgrade
    @Spec("websocket 32, 34") // handshake/case_insensitive_tokens
    @Spec("websocket 36") // handshake/http10
    @Spec("websocket 38") // handshake/plain_request_no_onrequest
    @Spec("websocket 40") // handshake/frame_in_same_packet
    @Spec("websocket 42") // handshake/subprotocol_match
    @Spec("websocket 43") // handshake/subprotocol_no_match
    @Spec("websocket 44") // handshake/subprotocol_not_offered
    @Spec("websocket 51") // handshake/custom_defer_open
    @Spec("websocket 56, 57, 59") // websocket/open_message_close
    @Spec("websocket 58") // websocket/size_0
    @Spec("websocket 60") // websocket/split_bytewise
    @Spec("websocket 61") // websocket/two_frames_one_packet
    @Spec("websocket 62") // websocket/size_125, size_126, size_65535, size_65536
    @Spec("websocket 63") // websocket/nonminimal_length
    @Spec("websocket 65") // websocket/unmasked_text
    @Spec("websocket 66") // websocket/rsv1_without_compression_garbage
    @Spec("websocket 67") // websocket/rsv_bits_list
    @Spec("websocket 68") // websocket/reserved_opcodes
    @Spec("websocket 70, 72") // websocket/text_invalid_utf8_list
    @Spec("websocket 73") // websocket/continuation_without_start
    @Spec("websocket 74") // websocket/whole_message_inside_fragmented
    @Spec("websocket 75") // websocket/fragments_in
    @Spec("websocket 76") // websocket/fragments_with_ping_between
    @Spec("websocket 78") // websocket/message_too_large
    @Spec("websocket 81, 82") // websocket/ping_auto_pong
    @Spec("websocket 84") // websocket/pong_ignored
    @Spec("websocket 85") // websocket/ping_open_frame
    @Spec("websocket 86") // websocket/server_ping_method
    @Spec("websocket 87") // websocket/open_message_close
    @Spec("websocket 88") // websocket/close_empty_body
    @Spec("websocket 89") // websocket/close_one_byte_body
    @Spec("websocket 92") // websocket/close_frame_opened
    @Spec("websocket 93") // frame/unpack_close
    @Spec("websocket 100") // connection/websocket_status_values, websocket/push_in_close_callback
    @Spec("websocket 107") // websocket/push_fragmented
    @Spec("websocket 109") // websocket/push_frame_object
    @Spec("websocket 112") // websocket/push_before_open_returns
    @Spec("websocket 113") // websocket/disconnect_variants
    @Spec("websocket 115") // websocket/push_after_disconnect
    @Spec("websocket 117") // compression/empty_and_control_not_compressed
    @Spec("websocket 119, 120") // connection/exist_is_established
    @Spec("websocket 122") // connection/client_info_websocket
    @Spec("websocket 124") // connection/iterate_and_client_list
    @Spec("websocket 126") // connection/fd_numbers_not_reused
    @Spec("websocket 133") // websocket/push_frame_object, frame/pack_frame_objects
    @Spec("websocket 134") // frame/pack_frame_objects
    @Spec("websocket 138") // compression/plain_offer
    @Spec("websocket 144, 145") // compression/empty_and_control_not_compressed
    @Spec("websocket 147") // compression/push_flag_compress_without_negotiation
    @Spec("websocket 148") // compression/compressed_fragments_in
    @Spec("websocket 150") // compression/inflates_beyond_package_max_length
    @Spec("websocket 152") // coroutine/upgrade_recv_push
    @Spec("websocket 155") // coroutine/client_close_frame
    @Spec("websocket 156") // coroutine/client_close_frame_opened
    @Spec("websocket 168") // multiport/two_websocket_ports
    @Spec("http 2-4") // http/hello
    @Spec("http 5") // http/many_requests_one_connection
    @Spec("http 6, 7, 23") // http/keepalive_variants
    @Spec("http 13") // http/header_case_and_whitespace
    @Spec("http 14, 19, 21, 22") // http/request_server_and_header
    @Spec("http 16, 35, 37") // http/request_cookies
    @Spec("http 24, 26, 29-33") // http/request_get_nested
    @Spec("http 25, 39, 46") // http/request_post_urlencoded
    @Spec("http 41") // http/get_with_body
    @Spec("http 48") // http/request_put_delete_options
    @Spec("http 50") // http/chunked_upload
    @Spec("http 55") // http/negative_content_length
    @Spec("http 56") // http/bad_header_line
    @Spec("http 59") // http/missing_host
    @Spec("http 60") // http/bad_method
    @Spec("http 68") // http/expect_100_continue
    @Spec("http 71") // http/pipelining
    @Spec("http 72") // http/pipelining_post
    @Spec("http 76") // http/request_multipart
    @Spec("http 90-92") // http/response_headers_order
    @Spec("http 101-104") // http/cookie_attributes
    @Spec("http 109") // http/response_status
    @Spec("http 111") // http/response_204_304
    @Spec("http 113") // http/response_chunked
    @Spec("http 117") // http/http10_chunked_response
    @Spec("http 118") // http/response_chunked_trailer
    @Spec("http 122") // http/redirect
    @Spec("http 124, 125") // http/sendfile
    @Spec("http 126") // http/sendfile_edge
    @Spec("http 135") // http/head_method
    @Spec("http 146") // http/static_types
    @Spec("http 147") // http/static_miss_and_unknown
    @Spec("http 148") // http/static_locations
    @Spec("http 151") // http/static_index_files
    @Spec("http 152") // http/static_autoindex
    @Spec("http 153") // http/static_range
    @Spec("http 154") // http/static_range_unsatisfiable
    @Spec("http 155") // http/static_range_multi
    @Spec("http 169") // coroutine/routes
    @Spec("http 170") // coroutine/no_root_handler_404
    @TestFactory
    Stream<DynamicContainer> scriptsBehaveAsRecorded() throws IOException {
        String chosen = System.getProperty("scenario", "");
        return Scenario.areas().stream()
                .filter(area -> chosen.isEmpty() || chosen.startsWith(area.getFileName() + "/"))
                .map(area -> area(area, chosen));
    }

    private static DynamicContainer area(Path area, String chosen) {
        Path classes = Compiler.compile(area);
        return dynamicContainer(
                area.getFileName().toString(),
                Scenario.of(area).stream()
                        .filter(scenario -> scenario.fullName().startsWith(chosen))
                        .filter(scenario -> !ProcessScripts.isWrittenForProcesses(scenario))
                        .map(scenario -> dynamicTest(scenario.name(), () -> replay(scenario, classes))));
    }

    private static void replay(Scenario scenario, Path classes) throws Exception {
        int port = ListeningPorts.free(PORTS_PER_SCENARIO);
        try (var fixtures = new Fixtures();
                var term = new TermSignal();
                var console = Console.open();
                var script = new Script(term, classes, scenario.name(), "" + port, "" + fixtures.folder());
                var replay =
                        new Replay(scenario, port, placeholders(scenario, port, fixtures), script, console, PATIENCE)) {
            replay.run();
        }
    }

    private static Placeholders placeholders(Scenario scenario, int port, Fixtures fixtures) {
        return new Placeholders(port, fixtures.folder().toString(), scenario.rules());
    }
}
