package swoole4j.tests;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the values of {@code @Spec} in class files, without loading them: the other modules' tests are not on our path. */
final class SpecMarkers {
    // Each module has a marker of its own, in a package of its own.
    private static final Pattern SPEC = Pattern.compile("Lswoole4j/(?:[a-z]+/)*Spec(?:\\$List)?;");

    private final List<String> values = new ArrayList<>();

    private SpecMarkers() {}

    static List<String> in(Path classes) throws IOException {
        var markers = new SpecMarkers();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                ClassModel type = ClassFile.of().parse(file);
                markers.collect(type);
                type.methods().forEach(markers::collect);
            }
        }
        return markers.values;
    }

    private void collect(AttributedElement element) {
        element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .ifPresent(visible -> visible.annotations().forEach(this::collect));
    }

    private void collect(Annotation annotation) {
        if (!SPEC.matcher(annotation.className().stringValue()).matches()) return;
        for (AnnotationElement element : annotation.elements()) {
            collect(element.value());
        }
    }

    private void collect(AnnotationValue value) {
        switch (value) {
            case AnnotationValue.OfArray array -> array.values().forEach(this::collect);
            case AnnotationValue.OfAnnotation nested -> collect(nested.annotation());
            case AnnotationValue.OfString text -> values.add(text.stringValue());
            default -> throw new AssertionError("@Spec holds " + value);
        }
    }
}
