package swoole4j.core.http;

import java.util.HashMap;
import java.util.Map;

/** Which file extensions stand for which media types: one type per line, its extensions behind it. Any thread. */
final class MimeTable {
    private static final String TEXT = """
            text/html html htm shtml
            text/css css
            text/plain txt text conf def log ini in list diff patch srt
            text/csv csv
            text/tab-separated-values tsv
            text/calendar ics ifb
            text/vcard vcard
            text/x-vcard vcf
            text/richtext rtx
            text/sgml sgml sgm
            text/troff t tr roff man me ms
            text/turtle ttl
            text/n3 n3
            text/uri-list uri uris urls
            text/markdown md markdown
            text/mathml mml
            text/vtt vtt
            text/cache-manifest appcache manifest
            text/x-asm s asm
            text/x-c c cc cxx cpp h hh dic
            text/x-fortran f for f77 f90
            text/x-java-source java
            text/x-pascal p pas
            text/x-python py
            text/x-setext etx
            text/x-uuencode uu
            text/x-component htc
            text/vnd.wap.wml wml
            text/vnd.wap.wmlscript wmls
            text/vnd.sun.j2me.app-descriptor jad
            text/vnd.graphviz gv
            text/vnd.curl curl
            text/yaml yaml yml
            application/javascript js mjs cjs
            application/json json map
            application/ld+json jsonld
            application/geo+json geojson
            application/manifest+json webmanifest
            application/xml xml xsl xsd
            application/xml-dtd dtd
            application/xslt+xml xslt
            application/xhtml+xml xhtml xht
            application/xop+xml xop
            application/xspf+xml xspf
            application/xv+xml mxml xhvml xvml xvm
            application/atom+xml atom
            application/atomcat+xml atomcat
            application/atomsvc+xml atomsvc
            application/rss+xml rss
            application/rdf+xml rdf owl
            application/mathml+xml mathml
            application/smil+xml smi smil
            application/sparql-query rq
            application/sparql-results+xml srx
            application/srgs+xml grxml
            application/ssml+xml ssml
            application/voicexml+xml vxml
            application/wsdl+xml wsdl
            application/ccxml+xml ccxml
            application/davmount+xml davmount
            application/mods+xml mods
            application/marcxml+xml mrcx
            application/metalink4+xml meta4
            application/pls+xml pls
            application/toml toml
            application/sql sql
            application/wasm wasm
            application/pdf pdf
            application/postscript ps eps ai
            application/rtf rtf
            application/zip zip
            application/gzip gz
            application/zstd zst
            application/x-bzip bz
            application/x-bzip2 bz2 boz
            application/x-xz xz
            application/x-7z-compressed 7z
            application/x-rar-compressed rar
            application/x-tar tar
            application/x-gtar gtar
            application/x-compressed tgz
            application/x-ustar ustar
            application/x-cpio cpio
            application/x-shar shar
            application/x-lzh-compressed lzh lha
            application/x-stuffit sit
            application/x-stuffitx sitx
            application/x-ace-compressed ace
            application/mac-binhex40 hqx
            application/mac-compactpro cpt
            application/x-apple-diskimage dmg
            application/x-iso9660-image iso
            application/x-debian-package deb udeb
            application/x-rpm rpm
            application/vnd.android.package-archive apk
            application/vnd.apple.installer+xml mpkg
            application/vnd.ms-cab-compressed cab
            application/x-msi msi
            application/octet-stream bin dms lrf mar so dist distz pkg bpk dump elc deploy img exe dll
            application/java-archive jar war ear
            application/java-serialized-object ser
            application/java-vm class
            application/x-java-jnlp-file jnlp
            application/x-java-archive-diff jardiff
            application/x-sh sh
            application/x-csh csh
            application/x-tcl tcl tk
            application/x-perl pl pm
            application/x-python-code pyc pyo
            application/x-ruby rb
            application/x-httpd-php php phtml
            application/x-tex tex
            application/x-latex latex
            application/x-dvi dvi
            application/x-texinfo texinfo texi
            application/x-bibtex bib
            application/x-hdf hdf
            application/x-netcdf nc cdf
            application/x-bittorrent torrent
            application/x-x509-ca-cert der crt pem cer
            application/x-pkcs12 p12 pfx
            application/pkcs7-mime p7m p7c
            application/pkcs7-signature p7s
            application/x-pkcs7-certificates p7b spc
            application/x-pkcs7-certreqresp p7r
            application/pkcs10 p10
            application/pkcs8 p8
            application/pkix-crl crl
            application/pgp-encrypted pgp
            application/pgp-signature asc sig
            application/x-shockwave-flash swf
            application/x-director dir dcr dxr cst cct cxt w3d fgd swa
            application/x-silverlight-app xap
            application/x-chrome-extension crx
            application/x-xpinstall xpi
            application/x-web-app-manifest+json webapp
            application/x-mobipocket-ebook prc mobi
            application/epub+zip epub
            application/vnd.amazon.ebook azw
            application/oda oda
            application/ogg ogx
            application/mp4 mp4s
            application/mxf mxf
            application/msword doc dot
            application/onenote onetoc onetoc2 onetmp onepkg
            application/vnd.ms-excel xls xlm xla xlc xlt xlw
            application/vnd.ms-excel.sheet.macroenabled.12 xlsm
            application/vnd.ms-excel.template.macroenabled.12 xltm
            application/vnd.ms-powerpoint ppt pps pot
            application/vnd.ms-powerpoint.presentation.macroenabled.12 pptm
            application/vnd.ms-word.document.macroenabled.12 docm
            application/vnd.ms-word.template.macroenabled.12 dotm
            application/vnd.ms-project mpp mpt
            application/vnd.ms-works wps wks wcm wdb
            application/vnd.ms-wpl wpl
            application/vnd.ms-xpsdocument xps
            application/vnd.ms-htmlhelp chm
            application/vnd.ms-fontobject eot
            application/vnd.ms-artgalry cil
            application/vnd.ms-lrm lrm
            application/vnd.ms-pki.seccat cat
            application/vnd.visio vsd vst vss vsw
            application/x-mspublisher pub
            application/x-msaccess mdb
            application/x-mswrite wri
            application/x-msmetafile wmf wmz emf emz
            application/x-msmoney mny
            application/x-msschedule scd
            application/x-msterminal trm
            application/x-ms-wmd wmd
            application/x-ms-xbap xbap
            application/x-ms-application application
            application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
            application/vnd.openxmlformats-officedocument.wordprocessingml.template dotx
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
            application/vnd.openxmlformats-officedocument.spreadsheetml.template xltx
            application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
            application/vnd.openxmlformats-officedocument.presentationml.slideshow ppsx
            application/vnd.openxmlformats-officedocument.presentationml.slide sldx
            application/vnd.openxmlformats-officedocument.presentationml.template potx
            application/vnd.oasis.opendocument.text odt
            application/vnd.oasis.opendocument.text-master odm
            application/vnd.oasis.opendocument.text-template ott
            application/vnd.oasis.opendocument.text-web oth
            application/vnd.oasis.opendocument.spreadsheet ods
            application/vnd.oasis.opendocument.spreadsheet-template ots
            application/vnd.oasis.opendocument.presentation odp
            application/vnd.oasis.opendocument.presentation-template otp
            application/vnd.oasis.opendocument.graphics odg
            application/vnd.oasis.opendocument.graphics-template otg
            application/vnd.oasis.opendocument.chart odc
            application/vnd.oasis.opendocument.formula odf
            application/vnd.oasis.opendocument.image odi
            application/vnd.oasis.opendocument.database odb
            application/vnd.sun.xml.writer sxw
            application/vnd.sun.xml.calc sxc
            application/vnd.sun.xml.draw sxd
            application/vnd.sun.xml.impress sxi
            application/vnd.sun.xml.math sxm
            application/vnd.lotus-1-2-3 123
            application/vnd.lotus-wordpro lwp
            application/vnd.wordperfect wpd
            application/vnd.google-earth.kml+xml kml
            application/vnd.google-earth.kmz kmz
            application/vnd.apple.mpegurl m3u8
            application/dash+xml mpd
            application/vnd.mozilla.xul+xml xul
            application/vnd.rn-realmedia rm
            application/vnd.tcpdump.pcap pcap cap dmp
            application/vnd.sqlite3 sqlite sqlite3
            application/vnd.wap.wbxml wbxml
            application/vnd.wap.wmlc wmlc
            application/vnd.wap.wmlscriptc wmlsc
            application/vnd.symbian.install sis sisx
            application/vnd.palm pdb pqa oprc
            application/vnd.groove-help ghf
            application/vnd.adobe.air-application-installer-package+zip air
            application/vnd.adobe.xfdf xfdf
            application/vnd.fdf fdf
            application/andrew-inset ez
            application/applixware aw
            application/ecmascript ecma
            application/emma+xml emma
            application/hyperstudio stk
            application/mathematica ma nb mb
            application/mbox mbox
            application/set-payment-initiation setpay
            application/set-registration-initiation setreg
            application/thraud+xml tfi
            application/winhlp hlp
            application/yang yang
            application/yin+xml yin
            image/png png
            image/jpeg jpg jpeg jpe jfif
            image/gif gif
            image/webp webp
            image/avif avif
            image/apng apng
            image/heic heic
            image/heif heif
            image/jxl jxl
            image/jp2 jp2
            image/svg+xml svg svgz
            image/x-icon ico
            image/bmp bmp
            image/tiff tiff tif
            image/cgm cgm
            image/g3fax g3
            image/ief ief
            image/ktx ktx
            image/vnd.adobe.photoshop psd
            image/vnd.djvu djvu djv
            image/vnd.dwg dwg
            image/vnd.dxf dxf
            image/vnd.wap.wbmp wbmp
            image/x-cmu-raster ras
            image/x-portable-anymap pnm
            image/x-portable-bitmap pbm
            image/x-portable-graymap pgm
            image/x-portable-pixmap ppm
            image/x-rgb rgb
            image/x-tga tga
            image/x-pcx pcx
            image/x-pict pic pct
            image/x-xbitmap xbm
            image/x-xpixmap xpm
            image/x-xwindowdump xwd
            image/x-jng jng
            font/woff2 woff2
            font/woff woff
            font/ttf ttf
            font/otf otf
            font/collection ttc
            audio/mpeg mp3 mpga mp2 mp2a m2a m3a
            audio/mp4 m4a mp4a
            audio/aac aac
            audio/ogg oga ogg spx opus
            audio/flac flac
            audio/wav wav
            audio/webm weba
            audio/basic au snd
            audio/midi mid midi kar rmi
            audio/adpcm adp
            audio/x-aiff aif aiff aifc
            audio/x-matroska mka
            audio/x-mpegurl m3u
            audio/x-ms-wma wma
            audio/x-ms-wax wax
            audio/x-pn-realaudio ram ra
            audio/x-pn-realaudio-plugin rmp
            audio/x-caf caf
            audio/xm xm
            audio/amr amr
            video/mp4 mp4 mp4v mpg4
            video/mpeg mpeg mpg mpe m1v m2v
            video/mp2t ts m2ts mts
            video/webm webm
            video/ogg ogv
            video/quicktime qt mov
            video/x-matroska mkv mk3d mks
            video/x-msvideo avi
            video/x-flv flv
            video/x-f4v f4v
            video/x-m4v m4v
            video/x-mng mng
            video/x-ms-asf asf asx
            video/x-ms-wmv wmv
            video/x-ms-wm wm
            video/x-ms-wmx wmx
            video/x-ms-wvx wvx
            video/x-ms-vob vob
            video/x-sgi-movie movie
            video/vnd.mpegurl mxu m4u
            video/3gpp 3gp 3gpp
            video/3gpp2 3g2
            video/h261 h261
            video/h263 h263
            video/h264 h264
            video/jpeg jpgv
            video/mj2 mj2 mjp2
            model/gltf+json gltf
            model/gltf-binary glb
            model/stl stl
            model/obj obj
            model/iges igs iges
            model/mesh msh mesh silo
            model/vrml wrl vrml
            message/rfc822 eml mime mht mhtml
            """;

    private MimeTable() {}

    /** The types by extension, in lower case. */
    static Map<String, String> byExtension() {
        Map<String, String> types = new HashMap<>();
        for (String line : TEXT.strip().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                String other = types.put(words[i], words[0]);
                if (other != null) {
                    throw new IllegalStateException(words[i] + " is both " + other + " and " + words[0]);
                }
            }
        }
        return Map.copyOf(types);
    }
}
