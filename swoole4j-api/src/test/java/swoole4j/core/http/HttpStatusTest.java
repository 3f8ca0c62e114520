package swoole4j.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import swoole4j.Spec;

/** Status codes of RFC 9110 15 with the phrases of Swoole 6.2.1. */
class HttpStatusTest {
    @ParameterizedTest
    @CsvSource({
        "100,Continue",
        "101,Switching Protocols",
        "102,Processing",
        "103,Early Hints",
        "200,OK",
        "201,Created",
        "202,Accepted",
        "203,Non-Authoritative Information",
        "204,No Content",
        "205,Reset Content",
        "206,Partial Content",
        "207,Multi-Status",
        "208,Already Reported",
        "226,IM Used",
        "300,Multiple Choices",
        "301,Moved Permanently",
        "302,Found",
        "303,See Other",
        "304,Not Modified",
        "305,Use Proxy",
        "306,(Unused)",
        "307,Temporary Redirect",
        "308,Permanent Redirect",
        "400,Bad Request",
        "401,Unauthorized",
        "402,Payment Required",
        "403,Forbidden",
        "404,Not Found",
        "405,Method Not Allowed",
        "406,Not Acceptable",
        "407,Proxy Authentication Required",
        "408,Request Timeout",
        "409,Conflict",
        "410,Gone",
        "411,Length Required",
        "412,Precondition Failed",
        "413,Payload Too Large",
        "414,URI Too Long",
        "415,Unsupported Media Type",
        "416,Range Not Satisfiable",
        "417,Expectation Failed",
        "418,I'm a teapot",
        "421,Misdirected Request",
        "422,Unprocessable Entity",
        "423,Locked",
        "424,Failed Dependency",
        "425,Too Early",
        "426,Upgrade Required",
        "428,Precondition Required",
        "429,Too Many Requests",
        "431,Request Header Fields Too Large",
        "451,Unavailable For Legal Reasons",
        "500,Internal Server Error",
        "501,Not Implemented",
        "502,Bad Gateway",
        "503,Service Unavailable",
        "504,Gateway Timeout",
        "505,HTTP Version Not Supported",
        "506,Variant Also Negotiates",
        "507,Insufficient Storage",
        "508,Loop Detected",
        "510,Not Extended",
        "511,Network Authentication Required"
    })
    void everyRegisteredCodeHasItsPhrase(int code, String reason) {
        assertEquals(reason.replaceAll("^'|'$", ""), HttpStatus.reason(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 104, 419, 499, 509, 512, 599, 99999})
    @Spec("http 109")
    void anyOtherCodeIsUnknown(int code) {
        assertEquals("Unknown Status", HttpStatus.reason(code));
    }

    @Test
    void codesHaveThreeDigits() {
        assertFalse(HttpStatus.isValid(99));
        assertTrue(HttpStatus.isValid(100));
        assertTrue(HttpStatus.isValid(999));
        assertFalse(HttpStatus.isValid(1000));
    }

    @ParameterizedTest
    @CsvSource({"100,false,false", "199,false,false", "200,true,true", "204,false,false", "304,false,true"})
    void someCodesHaveNoContent(int code, boolean body, boolean length) {
        assertEquals(body, HttpStatus.allowsBody(code));
        assertEquals(length, HttpStatus.allowsContentLength(code));
    }

    @ParameterizedTest
    @CsvSource({"Nope Here,true", "'',true", "é,true", "'a\tb',true", "'a\nb',false", "'a\u0000',false", "a\u007f,false"
    })
    void aReasonHasNoControlCharacters(String reason, boolean valid) {
        assertEquals(valid, HttpStatus.isValidReason(reason));
    }
}
